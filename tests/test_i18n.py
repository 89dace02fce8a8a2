from __future__ import annotations

import pickle
import subprocess
import sys
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from sfa_audit import i18n
from sfa_audit.i18n import LANGUAGES, N_, Message, Translator, message, messages, normalise, translator


def compiled(**texts: str | tuple[str, ...]) -> bytes:
    catalogue = Catalog(locale="zh_Hans")
    catalogue.add("no goal called {name}", "没有名为{name}的目标")
    catalogue.add("{n} of {file} is wrong", "{file}有{n}处错误")
    catalogue.add(("{n} fault", "{n} faults"), ("{n}处错误",))
    catalogue.add("broken {name}", "坏的{nom}")
    catalogue.add("brace {name}", "坏的{name")
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


@pytest.fixture
def chinese() -> Translator:
    return Translator("zh-Hans", GNUTranslations(BytesIO(compiled())))


@pytest.mark.parametrize(
    ("given", "lang"),
    [
        *((spelling, "zh-Hans") for spelling in (
            "zh", "ZH", "zh_CN", "zh-CN", "zh-Hans", "zh_Hans.UTF-8", "zh_CN.UTF-8", "zh_SG", "zh-Hans-CN", "zh-hans",
            "zh-Hans-HK", "zh_CN@pinyin",
        )),
        *((spelling, "en") for spelling in (
            "en", "EN", "en_GB", "en-US", "en_US.UTF-8", "C", "C.UTF-8", "POSIX", " en ",
        )),
    ],
)  # fmt: skip
def test_spellings_of_the_languages(given: str, lang: str) -> None:
    assert normalise(given) == lang
    assert lang in LANGUAGES


@pytest.mark.parametrize(
    "given", ["", "de", "de_DE.UTF-8", "zh_TW", "zh-Hant", "zh_HK.UTF-8", "english", "xx", "_", "."]
)
def test_other_languages_are_refused(given: str) -> None:
    with pytest.raises(ValueError):
        normalise(given)
    with pytest.raises(ValueError):
        translator(given)


def test_english_is_the_id_itself() -> None:
    english = translator("en_GB")
    assert english.lang == "en"
    assert english.gettext("no goal called {name}") == "no goal called {name}"
    assert [english.ngettext("{n} fault", "{n} faults", n) for n in (0, 1, 2)] == [
        "{n} faults",
        "{n} fault",
        "{n} faults",
    ]
    assert english.render(message("no goal called {name}", name="a")) == "no goal called a"
    assert english.render(Message(N_("it is 5 {{curly}}"))) == "it is 5 {curly}"


def test_a_catalogue_translates(chinese: Translator) -> None:
    assert chinese.render(message("no goal called {name}", name="a")) == "没有名为a的目标"
    assert chinese.render(message("not translated {name}", name="a")) == "not translated a"
    assert chinese.gettext("") == "", "the header of the catalogue is no translation"


def test_a_message_may_stand_within_another(chinese: Translator) -> None:
    inner = messages("{n} fault", "{n} faults", 3)
    outer = message("{n} of {file} is wrong", n=inner, file="a.yaml")
    assert translator("en").render(outer) == "3 faults of a.yaml is wrong"
    assert chinese.render(outer) == "a.yaml有3处错误处错误"


@pytest.mark.parametrize("n", [0, 1, 2, 7])
def test_counts_choose_the_form(n: int, chinese: Translator) -> None:
    counted = messages("{n} fault", "{n} faults", n)
    assert translator("en").render(counted) == ("1 fault" if n == 1 else f"{n} faults")
    assert chinese.render(counted) == f"{n}处错误"


def test_what_users_write_is_never_a_placeholder() -> None:
    assert translator("en").render(message("no goal called {name}", name="{name} {0} {x.y} %s")) == (
        "no goal called {name} {0} {x.y} %s"
    )


@pytest.mark.parametrize("id", ["broken {name}", "brace {name}"])
def test_a_faulty_translation_gives_way_to_english(id: str, chinese: Translator) -> None:
    assert chinese.render(message(id, name="a")) == id.replace("{name}", "a")


@pytest.mark.parametrize("id", ["{missing}", "{", "}", "{0}", "{}", "{name.x}", "{name!z}"])
def test_even_a_faulty_sentence_is_said(id: str) -> None:
    assert translator("en").render(message(id, name="a")) == id


def test_messages_are_values() -> None:
    one, two = message("a {b} {c}", b="1", c="2"), message("a {b} {c}", c="2", b="1")
    assert one == two
    assert hash(one) == hash(two)
    assert one != message("a {b} {c}", b="1", c="3")
    assert one != "a {b} {c}"
    assert one != Message("a {b} {c}", one.params, "many")
    assert pickle.loads(pickle.dumps(one)) == one
    assert repr(one) == "Message(id='a {b} {c}', params={'b': '1', 'c': '2'}, plural=None)"
    assert str(one) == "a 1 2"
    with pytest.raises(AttributeError):
        one.id = "b"
    with pytest.raises(AttributeError):
        del one.id


@pytest.mark.parametrize("content", [None, b"", b"no catalogue", compiled()[:40], compiled()[:-5]])
def test_without_a_usable_catalogue_all_is_english(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_catalogue(content, tmp_path, monkeypatch)
    assert translator("zh").lang == "zh-Hans"
    assert translator("zh").render(message("no goal called {name}", name="a")) == "no goal called a"


def test_the_catalogue_is_found_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_catalogue(compiled(), tmp_path, monkeypatch)
    assert translator("zh_CN").render(message("no goal called {name}", name="a")) == "没有名为a的目标"
    assert translator("zh_CN") is translator("zh-Hans"), "it is read once"


def use_catalogue(content: bytes | None, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def files(package: str) -> Any:
        assert package == "sfa_audit"
        return folder

    if content is not None:
        target = folder / "locale" / "zh_Hans" / "LC_MESSAGES" / "sfa_audit.mo"
        target.parent.mkdir(parents=True)
        target.write_bytes(content)
    monkeypatch.setattr("importlib.resources.files", files)
    monkeypatch.setattr(i18n, "_TRANSLATORS", {})


def test_messages_cost_no_heavy_import() -> None:
    code = """
import sys
before = set(sys.modules)
from sfa_audit.i18n import message, translator
from sfa_audit.errors import Fault, InputError
assert str(InputError(Fault("a.yaml", 1, 1, "", message("wrong")))) == "a.yaml:1:1: wrong"
print(*sorted({"gettext", "dataclasses", "typing", "yaml", "importlib.resources", "unicodedata", "re"}
              & (set(sys.modules) - before)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
