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
            import weasyprint  # noqa: F401 - only whether it is there
    except ImportError as error:
        if not (error.name or "").startswith("weasyprint"):
            raise _fault(Message("{reason}", {"reason": str(error)})) from error
        raise _fault(message("WeasyPrint is not installed")) from error
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
