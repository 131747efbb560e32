"""Cut the figures' typeface to the characters the book can need.

The source is the variable Noto Sans SC of the package ``justmytype-intl-cjk``
(SIL Open Font License). Kept are Latin letters and marks, the first level of
GB 2312 (3,755 common characters) and every character of the data, the
exhibits' words and the Chinese notebooks: a new label rarely needs a new font,
and a character outside it stops a drawing with a message that names this tool.

Run as ``make fonts`` after such a message; the same input gives the same bytes.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "src" / "cqanalysis" / "drawing" / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
FAMILY = "CQ Sans"
TEXTS = ("data/*.csv", "src/cqanalysis/**/*.py", "chapters/zh/*.ipynb")
MARKS = "，。、：；！？（）《》〈〉【】「」“”‘’·—…％‰±×÷≤≥≈→←↑↓–−°²³∶＜＞☐☑●○◆◇▲△▼▽■□①②③④⑤⑥⑦⑧⑨⑩"


def characters() -> set[str]:
    """Every character the subset keeps."""
    kept = {chr(code) for code in (*range(32, 127), *range(0xA0, 0x180))} | set(MARKS)
    for lead in range(0xB0, 0xD8):
        for trail in range(0xA1, 0xFF):
            kept |= set(bytes((lead, trail)).decode("gb2312", errors="ignore"))
    for pattern in TEXTS:
        for path in sorted(ROOT.glob(pattern)):
            kept |= set(path.read_text(encoding="utf-8"))
    return kept


def cut(weight: str, value: int, kept: set[str]) -> int:
    """Write one weight; returns its size in bytes."""
    source = resources.files("justmytype_intl_cjk") / "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
    with resources.as_file(source) as path:
        font = TTFont(path, recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": value}, inplace=True)
    options = subset.Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in kept])
    subsetter.subset(font)
    # The licence reserves no name, but a changed font should not pass for the original.
    for record in font["name"].names:
        renamed = {1: FAMILY, 2: weight, 4: f"{FAMILY} {weight}", 6: f"CQSans-{weight}"}
        if record.nameID in renamed:
            record.string = renamed[record.nameID]
    target = FONTS / f"CQSans-{weight}.ttf"
    font.save(target)
    return target.stat().st_size


def main() -> None:
    """Cut both weights and copy the licence."""
    kept = characters()
    licence = resources.files("justmytype_intl_cjk") / "fonts/ofl/notosanssc/OFL.txt"
    FONTS.mkdir(parents=True, exist_ok=True)
    (FONTS / "OFL.txt").write_text(licence.read_text(encoding="utf-8"), encoding="utf-8")
    for weight, value in WEIGHTS.items():
        print(f"{weight}: {cut(weight, value, kept):,} bytes, {len(kept):,} characters")


if __name__ == "__main__":
    main()
