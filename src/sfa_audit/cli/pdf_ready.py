"""Whether a PDF can be made here: WeasyPrint is an extra, and needs libraries that no Python package brings."""

from __future__ import annotations

import contextlib
import io

from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Message, message


def check_pdf() -> None:
    """Nothing when a PDF can be made. Raises InputError that says what to install, before any work is done."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # where a library is missing it prints, and stdout is ours
            from weasyprint.urls import URLFetcher  # noqa: F401 - only whether it is there, and new enough
    except ImportError as error:
        missing = isinstance(error, ModuleNotFoundError) and error.name == "weasyprint"
        what = message("WeasyPrint is not installed") if missing else Message("{reason}", {"reason": str(error)})
        raise _fault(what) from error
    except OSError as error:  # the package is there, its libraries are not
        raise InputError(
            Fault(
                "pdf", None, None, "",
                message("WeasyPrint does not find the libraries that it draws with: {reason}", reason=str(error)),
                message("install Pango; on Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
            )
        ) from error  # fmt: skip


def _fault(what: Message) -> InputError:
    return InputError(Fault("pdf", None, None, "", what, message('install it: pip install "sfa-audit[pdf]"')))
