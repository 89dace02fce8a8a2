"""A firm's theme: what is refused and in which words, what it changes in a report, and that it changes nothing else."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from program import ROOT, Run
from render.sample import PAYLOADS, report
from render.test_html import ALLOWED, Page
from sfa_audit.errors import InputError
from sfa_audit.i18n import translator
from sfa_audit.render.clean import clean_text
from sfa_audit.render.environment import source
from sfa_audit.render.html import css_text, render_html
from sfa_audit.render.markdown import render_markdown
from sfa_audit.schemas import schema_of
from sfa_audit.theme import Theme
from sfa_audit.theme_colors import DARK, GROUNDS, LEAST, LIGHT, Colors, contrast, readable, shown, weak
from sfa_audit.theme_file import load_theme
from sfa_audit.theme_logo import MOST, LogoError, logo_address
from sfa_audit.yaml_file import parse

EXAMPLE = ROOT / "examples" / "theme"
PROJECT = ROOT / "tests" / "render" / "project.yaml"
AS_OF = ("--as-of", "2026-11-23")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
THEME = Theme("Example Advisory", "", LIGHT, DARK, "Prepared for the client.", "Confidential")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 2, height: int = 2) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2)) + chunk(b"IEND", b"")


def load(text: str, logo: bytes = b"") -> Theme:
    return load_theme(text.encode(), "theme.yaml", lambda _: logo)


def faults(text: str, logo: bytes = b"") -> list[str]:
    """What is said about a theme, a line each: place, path, sentence."""
    with pytest.raises(InputError) as caught:
        load(text, logo)
    lines = caught.value.render(translator("en")).splitlines()
    return [line for line in lines if line.startswith("theme.yaml")]


# ---- colours -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", "21:1"),
        ("#ffffff", "#ffffff", "1:1"),
        ("#777777", "#ffffff", "4.4:1"),
        ("#767676", "#ffffff", "4.5:1"),
        ("#ff0000", "#ffffff", "3.9:1"),
    ],
)
def test_the_ratios_are_those_that_everyone_knows(one: str, other: str, ratio: str) -> None:
    assert shown(contrast(one, other)) == shown(contrast(other, one)) == ratio


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    light, dark = source("report.css").split("@media (prefers-color-scheme: dark)")[:2]
    for part, colors, grounds in ((light, LIGHT, GROUNDS["light"]), (dark, DARK, GROUNDS["dark"])):
        found = dict(re.findall(r"--([\w-]+):\s*(#\w+)", part.split("}")[0]))
        long = {k: v if len(v) == 7 else "#" + "".join(c * 2 for c in v[1:]) for k, v in found.items()}
        assert colors == (long["brand"], long["brand-ink"], long["link"])
        assert grounds == (long["bg"], long["soft"])


def test_the_reports_own_colours_can_be_read() -> None:
    assert not [*weak(LIGHT, "light"), *weak(DARK, "dark")]


COLOR = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(COLOR, st.sampled_from(list(GROUNDS.values())))
def test_the_shade_that_is_advised_passes(color: str, grounds: tuple[str, ...]) -> None:
    shade = readable(color, grounds)
    assert shade is not None
    assert all(contrast(shade, ground) >= LEAST for ground in grounds)
    if all(contrast(color, ground) >= LEAST for ground in grounds):
        assert shade == color


@given(COLOR, COLOR, COLOR)
def test_a_theme_can_be_read_or_is_refused(brand: str, ink: str, link: str) -> None:
    text = f'name: A\ncolors: {{brand: "{brand}", brand_ink: "{ink}", link: "{link}"}}\n'
    good = contrast(brand, ink) >= LEAST and all(contrast(link, ground) >= LEAST for ground in GROUNDS["light"])
    if not good:
        assert all("4.5:1 is needed" in line for line in faults(text))
        return
    theme = load(text)
    assert theme.light == Colors(brand, ink, link)
    assert theme.dark[:2] == (brand, ink)  # the band is the same unless the file says otherwise
    assert not [*weak(theme.light, "light"), *weak(theme.dark, "dark")]


@pytest.mark.parametrize(
    "color",
    [
        "red;}body{display:none",
        "#fff;}",
        "#fff",
        "#175676;",
        "#17567g",
        "#17567６",  # a wide digit
        "＃175676",
        "\u202e#175676",
        "#175676\\n",
        "# 175676",
        "rgb(0,0,0)",
        "url(https://collector.example/)",
        "var(--bad)",
        "",
    ],
)
def test_nothing_but_a_colour_is_a_colour(color: str) -> None:
    for place in ('brand: "{}"', 'brand_ink: "{}"', 'link: "{}"', 'dark: {{link: "{}"}}'):
        (line,) = faults("name: A\ncolors:\n  " + place.format(color) + "\n")
        assert "a colour is expected here" in line
    data = {"name": "A", "colors": {"brand": color}}
    assert list(jsonschema.Draft7Validator(schema_of("theme")).iter_errors(data))


def test_all_faults_at_once_with_place_and_advice() -> None:
    text = """\
nmae: X
logo: logo.gif
colors:
  brand: #175676
  link: "#8899aa"
  dark:
    link: "#223344"
    brnad: "#112233"
footer: ""
classification: %s
status: {good: green}
""" % ("x" * 41)
    quotes = 'write it in quotes, such as "#175676": after a blank, # starts a comment'
    link, dark = (f"4.5:1 is needed, {pair}" for pair in ("#8899aa on #eef3f6 is 2.6:1", "#223344 on #18222a is 1.2:1"))
    assert faults(text, b"GIF89a") == [
        'theme.yaml:1:1: the key "name" is missing',
        'theme.yaml:1:1: nmae: unknown key "nmae"; did you mean "name"?',
        "theme.yaml:2:7: logo: logo.gif: it is a GIF file; save it as PNG or SVG",
        f"theme.yaml:4:9: colors.brand: there is no colour here; {quotes}",
        f"theme.yaml:5:9: colors.link: {link}; #63707c is the nearest shade that passes",
        f"theme.yaml:7:11: colors.dark.link: {dark}; #7f8993 is the nearest shade that passes",
        'theme.yaml:8:5: colors.dark.brnad: unknown key "brnad"; did you mean "brand"?',
        "theme.yaml:9:9: footer: a text is expected here, not an empty one",
        "theme.yaml:10:17: classification: the text is too long: at most 40 characters have room",
        'theme.yaml:11:1: status: unknown key "status"',
    ]


def test_the_blame_falls_on_what_the_firm_has_chosen() -> None:
    (line,) = faults('name: A\ncolors: {brand_ink: "#456789"}\n')
    assert "colors.brand_ink: 4.5:1 is needed, #456789 on #175676 is" in line
    (line,) = faults('name: A\ncolors: {brand: "#cccccc"}\n')  # said once, though both schemes have it
    assert "colors.brand: 4.5:1 is needed, #ffffff on #cccccc is 1.6:1" in line
    (line,) = faults('name: A\ncolors: {dark: {brand_ink: "#223344"}}\n')
    assert "colors.dark.brand_ink: 4.5:1 is needed, #223344 on #0f2c3c is 1.1:1" in line


def test_links_on_dark_pages_follow_from_those_on_light_ones() -> None:
    theme = load('name: A\ncolors: {link: "#6b2d5c"}\n')
    assert theme.light.link == "#6b2d5c"
    assert contrast(theme.dark.link, GROUNDS["dark"][1]) >= LEAST
    assert theme.dark[:2] == DARK[:2]


# ---- the logo ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "logo",
    [
        png(),
        SVG.format('<path d="M0 0h9v9z"/>').encode(),
        b"\xef\xbb\xbf" + SVG.format("").encode(),
        ('<?xml version="1.0" encoding="UTF-8"?>' + SVG.format("<!-- a & b -->")).encode(),
        SVG.format('<style>.a{fill:url("#g");stroke:#123456}</style><linearGradient id="g"/>').encode(),
        SVG.format('<defs><path id="p" d="M0 0"/></defs><use xlink:href="#p"/><text>Bär AG</text>').encode(),
        SVG.format('<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export="C:\\a"><i:grid/></g>').encode(),
    ],
)
def test_a_drawing_is_a_logo(logo: bytes) -> None:
    address = logo_address(logo)
    kind, _, data = address.partition(";base64,")
    assert kind in ("data:image/png", "data:image/svg+xml")
    assert base64.b64decode(data, validate=True) == logo


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<script>alert(1)</script>", "a script"),
        ('<rect onclick="alert(1)"/>', "a script"),
        ('<rect ONLOAD="alert(1)"/>', "a script"),
        ("<foreignObject><p>x</p></foreignObject>", "foreignObject"),
        ('<image href="https://collector.example/a.png"/>', "image"),
        ('<image href="data:image/png;base64,AAAA"/>', "image"),
        ('<feImage href="#a"/>', "feImage"),
        ('<use xlink:href="https://collector.example/a.svg#b"/>', "outside itself"),
        ('<use href="//collector.example/a.svg#b"/>', "outside itself"),
        ('<a href="https://collector.example"><rect/></a>', "the element a"),
        ('<set attributeName="href" to="https://collector.example"/>', "the element set"),
        ('<animate attributeName="x" dur="9s"/>', "the element animate"),
        ('<rect fill="url(https://collector.example/#a)"/>', "outside itself"),
        ("<rect style=\"fill:URL( 'https://collector.example')\"/>", "outside itself"),
        (r'<rect style="fill:u\72l(https://collector.example)"/>', "outside itself"),
        ('<g xml:base="https://collector.example/"/>', "outside itself"),
        ("<style>@import 'https://collector.example/x.css';</style>", "its style"),
        ("<style>@font-face{src:url(x)}</style>", "its style"),
        (r"<style>\40import 'x';</style>", "its style"),
        ("<style>rect{fill:image-set('x')}</style>", "its style"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>', "script"),
        ("<?xml-stylesheet href='x'?>", "another instruction"),
        ("<g>", "well-formed"),
        ("&e;", "well-formed"),
    ],
)
def test_an_svg_that_is_more_than_a_drawing_is_refused(inside: str, why: str) -> None:
    (line,) = faults("name: A\nlogo: a.svg\n", SVG.format(inside).encode())
    assert line.startswith("theme.yaml:2:7: logo: a.svg: it")
    assert why in line


@pytest.mark.parametrize(
    ("logo", "why"),
    [
        (b"", "neither PNG nor"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"<html><body/></html>", "neither PNG nor SVG"),
        (b'<svg viewBox="0 0 9 9"/>', "neither PNG nor SVG"),
        (SVG.format("").encode("utf-16"), "UTF-8"),
        (SVG.replace(' viewBox="0 0 9 9"', "").format("").encode(), "viewBox"),
        (('<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("&a;")).encode(), "document type"),
        (png()[:-3], "not whole"),
        (png()[:40] + b"X" + png()[41:], "not whole"),
        (png()[:8] + chunk(b"IEND", b""), "not whole"),
        (png() + b"<script>", "follows the end"),
        (png(0, 2), "pixels"),
        (png(2, 4001), "pixels"),
        (png() + b"\0" * MOST, "50,000 bytes"),
    ],
)
def test_what_is_no_logo_is_refused_with_the_reason(logo: bytes, why: str) -> None:
    with pytest.raises(LogoError) as caught:
        logo_address(logo)
    assert why in translator("en").render(caught.value.why)


# ---- the reports ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_the_page_shows_the_theme_and_stays_closed(lang: str) -> None:
    theme = load_theme((EXAMPLE / "theme.yaml").read_bytes(), "theme.yaml", lambda name: (EXAMPLE / name).read_bytes())
    page = Page(render_html(report(), translator(lang), theme))
    (image,) = [a for tag, a in page.tags if tag == "img"]
    assert image == {"src": theme.logo, "alt": ""}
    for text in (theme.name, theme.footer, theme.classification):
        assert text in page.text
    assert ("meta", {"name": "author", "content": theme.name}) in page.tags
    assert page.style.count("--brand:#4a2545") == 1
    assert page.style.count("--brand:#2e1a2b") == 1
    assert not re.search(r"url\((?!#)|@import|https?:|@@", page.style)
    plain = Page(render_html(report(), translator(lang)))
    assert [text for text in plain.texts if text.strip() not in page.text] == []


@pytest.mark.parametrize("payload", [*PAYLOADS, '"; } body { display: none } @page { x: "', "\\", "@@FOOT@@ @@NAME@@"])
def test_hostile_words_change_nothing_but_themselves(payload: str) -> None:
    tr = translator("en")
    tame, wild = (
        Page(render_html(report(), tr, THEME._replace(name=text, footer=text, classification=text)))
        for text in ("A", payload)
    )
    assert wild.faults == []
    assert wild.open == []
    assert {tag for tag, _ in wild.tags} <= ALLOWED | {"small"}
    assert [tag for tag, _ in wild.tags] == [tag for tag, _ in tame.tags]
    assert wild.text.replace(clean_text(payload), "A") == tame.text
    assert wild.style.replace(css_text(clean_text(payload)), css_text("A")) == tame.style
    known = render_markdown(report(), tr, THEME).splitlines()
    marked = render_markdown(report(), tr, THEME._replace(name=payload)).splitlines()
    (line,) = set(marked) - set(known)
    assert line.startswith("**")


def test_a_string_of_the_style_reads_back_as_its_text() -> None:
    text = "\n".join(PAYLOADS)
    back = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), css_text(text))
    assert back == text
    assert re.fullmatch(r"(?:[0-9A-Za-z ]|\\[0-9a-f]+ )*", css_text(text))


def test_without_a_theme_nothing_is_added() -> None:
    text = render_html(report(), translator("en"))
    assert 'name="author"' not in text
    assert "@top-" not in text
    assert text == render_html(report(), translator("en"), None)


def test_the_markdown_says_whose_report_it_is() -> None:
    lines = render_markdown(report(), translator("en"), THEME).splitlines()
    assert lines[4] == "**Example Advisory** · Confidential"
    assert "Prepared for the client." in lines[-3]
    bare = render_markdown(report(), translator("en"), THEME._replace(footer="", classification=""))
    assert [line for line in bare.splitlines() if line not in lines] == ["**Example Advisory**"]


# ---- the commands --------------------------------------------------------------------------------------------------


def test_the_example_fits_the_schema() -> None:
    data = parse((EXAMPLE / "theme.yaml").read_bytes(), "theme.yaml").data
    assert list(jsonschema.Draft7Validator(schema_of("theme")).iter_errors(data)) == []  # type: ignore[arg-type]


@pytest.fixture
def firm(tmp_path: Path) -> Callable[[str], Path]:
    def write(name: str) -> Path:
        """A folder with a theme of this firm and its logo."""
        place = tmp_path / name
        place.mkdir()
        (place / "theme.yaml").write_text(f"name: {name}\nlogo: logo.png\n", encoding="utf-8")
        (place / "logo.png").write_bytes(png())
        return place / "theme.yaml"

    return write


def test_a_saved_result_gives_the_same_bytes(run: Run, firm: Callable[[str], Path], tmp_path: Path) -> None:
    theme = firm("One")
    run(["assess", PROJECT, *AS_OF, "--robust", "--plan", "--theme", theme, "-q", "-o", "a.html", "-o", "a.md", "-o",
         "result.json"], cwd=tmp_path)  # fmt: skip
    again = run(["render", "result.json", "--theme", theme, "-o", "b.html", "-o", "b.md"], cwd=tmp_path)
    assert again.code == 0
    for kind in ("html", "md"):
        first = (tmp_path / f"a.{kind}").read_bytes()
        assert first == (tmp_path / f"b.{kind}").read_bytes()
        assert b"One" in first
    assert '"One"' not in (tmp_path / "result.json").read_text(encoding="utf-8")


def test_flag_before_variable_before_file(run: Run, firm: Callable[[str], Path], tmp_path: Path) -> None:
    flag, variable = firm("Flag"), firm("Variable")
    firm("File")
    (tmp_path / "sfa-audit.yaml").write_text("theme: File/theme.yaml\n", encoding="utf-8")
    (tmp_path / "project.yaml").write_bytes(PROJECT.read_bytes())
    assess = ["assess", str(tmp_path / "project.yaml"), *AS_OF]
    env = {"SFA_AUDIT_THEME": str(variable)}
    for more, set_, name in (([], {}, "File"), ([], env, "Variable"), (["--theme", str(flag)], env, "Flag")):
        assert f"**{name}**" in run([*assess, "-f", "markdown", *more], env=set_).stdout.splitlines()
        (shown,) = [line for line in run([*assess, "--show-config", *more], env=set_).stdout.splitlines()
                    if line.startswith("theme ")]  # fmt: skip
        assert f"{name}/theme.yaml" in shown.replace("\\", "/")
    run([*assess, "-q", "-o", str(tmp_path / "result.json")])
    assert "**File**" in run(["render", tmp_path / "result.json", "-f", "markdown"]).stdout.splitlines()


def test_comparisons_and_plans_carry_it_too(run: Run, firm: Callable[[str], Path], tmp_path: Path) -> None:
    theme = firm("One")
    for command in (
        ["compare", PROJECT, PROJECT],
        ["assess", PROJECT, "--compare", "--set", "sponsor=none"],
        ["plan", PROJECT],
    ):
        done = run([*command, *AS_OF, "--theme", theme, "-f", "markdown"])
        assert done.code in (0, 1, 3), done.stderr
        assert "**One**" in done.stdout.splitlines()
    run(["assess", PROJECT, *AS_OF, "-q", "-o", tmp_path / "result-1.json"])
    done = run(["compare", tmp_path, "--theme", theme, "-f", "html"])
    assert "<bdi>One</bdi>" in done.stdout


def test_a_theme_that_cannot_be_used_is_an_error_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    theme = tmp_path / "theme.yaml"
    theme.write_text('name: A\nlogo: gone.png\ncolors: {link: "#8899aa"}\n', encoding="utf-8")
    for command in (["assess", PROJECT, *AS_OF, "-o", "a.html"], ["assess", PROJECT, *AS_OF, "-f", "json"]):
        done = run([*command, "--theme", theme], cwd=tmp_path)
        assert done.code == 2
        assert done.stdout == ""
        assert "gone.png: there is no such file" in done.stderr
        assert "#8899aa on #eef3f6 is 2.6:1" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["theme.yaml"]
    done = run(["assess", PROJECT, *AS_OF, "--theme", tmp_path / "none.yaml"])
    assert done.code == 2
    assert "none.yaml: there is no such file\n" in done.stderr  # and no word of init, which writes no themes


def test_the_theme_and_its_logo_are_not_written_over(run: Run, firm: Callable[[str], Path]) -> None:
    theme = firm("One")
    for file in (theme, theme.parent / "logo.png"):
        before = file.read_bytes()
        assert run(["assess", PROJECT, *AS_OF, "--theme", theme, "-o", f"html={file}"]).code == 2
        assert file.read_bytes() == before
