"""What is wrong with a DOCX by the rules that Word holds files to: parts, relations, ids, the order of elements.

Word repairs or refuses where others are patient. The orders are those of the sequences in ECMA-376, part 1, 17 (edition
of 2016, transitional), as far as the sheet has their elements.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "tblCellMar": "top left start bottom right end",
    "tcMar": "top left start bottom right end",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding checkbox",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p tbl",
    "p": "pPr r sdt",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop evenAndOddHeaders "
    "characterSpacingControl footnotePr endnotePr compat rsids themeFontLang clrSchemeMapping",
    "docDefaults": "rPrDefault pPrDefault",
    "styles": "docDefaults latentStyles style",
}
"""By parent: the order of its children. `w:tc` and `w:p` mix theirs, so only what must come first is looked at there."""
MIXED = {"tc": 1, "p": 1}
CHOICES = {
    "jc": {"left", "center", "right", "both"},
    "vAlign": {"top", "center", "bottom", "both"},
    "vMerge": {"restart", "continue", None},
    "hRule": {"auto", "atLeast", "exact"},
}


def faults(content: bytes) -> list[str]:
    """Return what is wrong, one sentence each."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    found = [f"{name} twice" for name, times in Counter(archive.namelist()).items() if times > 1]
    trees = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    found += _content_types(parts, trees)
    for name, tree in trees.items():
        found += [f"{name}: {fault}" for fault in _relations(name, tree, trees, parts)]
        found += [f"{name}: {fault}" for fault in (*_order(tree), *_values(tree), *_ignorable(tree))]
    found += _ids(trees) + list(_styles(trees)) + list(_tables(trees["word/document.xml"]))
    return found


def _content_types(parts: dict[str, bytes], trees: dict[str, etree._Element]) -> list[str]:
    types = trees["[Content_Types].xml"]
    ends = {each.get("Extension") for each in types.iter(f"{TYPES}Default")}
    overrides = [each.get("PartName") for each in types.iter(f"{TYPES}Override")]
    found = [
        f"{name} has no content type"
        for name in parts
        if name != "[Content_Types].xml" and f"/{name}" not in overrides and name.rpartition(".")[2] not in ends
    ]
    found += [f"{name} has a content type and is not there" for name in overrides if name.lstrip("/") not in parts]
    found += [f"{name} has two content types" for name, times in Counter(overrides).items() if times > 1]
    return found


def _relations(name: str, tree: etree._Element, trees: dict[str, etree._Element], parts: dict[str, bytes]) -> Iterator[str]:
    folder, _, file = name.rpartition("/")
    own = trees.get(f"{folder}/_rels/{file}.rels")
    known = {each.get("Id") for each in own.iter(RELATIONS)} if own is not None else set()
    used = [value for each in tree.iter() for key, value in each.attrib.items() if key.startswith(R)]
    yield from (f"relation {each} is not declared" for each in used if each not in known)
    if name.endswith(".rels"):
        ids = [each.get("Id") for each in tree.iter(RELATIONS)]
        yield from (f"{each} twice" for each, times in Counter(ids).items() if times > 1)
        base = folder.removesuffix("_rels")
        for each in tree.iter(RELATIONS):
            target = posixpath.normpath(posixpath.join("/", base, each.get("Target")))
            if each.get("TargetMode") != "External" and target.lstrip("/") not in parts:
                yield f"{target} is not there"


def _order(tree: etree._Element) -> Iterator[str]:
    for parent in tree.iter(f"{W}*"):
        name = etree.QName(parent).localname
        if name not in ORDERS:
            continue
        order = ORDERS[name].split()
        children = [etree.QName(child).localname for child in parent]
        yield from (f"{child} in {name}" for child in children if child not in order)
        places = [order.index(child) for child in children if child in order]
        ranks = [min(place, MIXED[name]) if name in MIXED else place for place in places]
        if ranks != sorted(ranks):
            yield f"{name} out of order: {' '.join(children)}"
        single = [child for child, times in Counter(children).items() if times > 1 and name.endswith(("Pr", "Borders", "Mar"))]
        yield from (f"{child} twice in {name}" for child in single if not child.endswith("Reference"))
        if name == "tc" and children[-1:] != ["p"]:
            yield "a cell does not end with a paragraph"


def _values(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter(f"{W}*"):
        name = etree.QName(element).localname
        if name in CHOICES and element.get(f"{W}val") not in CHOICES[name]:
            yield f"{name} is {element.get(f'{W}val')}"
        for key in ("w", "h", "line", "before", "after", "left", "right", "firstLine", "hanging", "top", "bottom"):
            value = element.get(f"{W}{key}")
            if value is not None and not value.removeprefix("-").isdigit():
                yield f"{name} {key} is {value}"
            if (
                value is not None
                and value.startswith("-")
                and key in ("w", "h", "line", "before", "after", "firstLine", "hanging")
            ):
                yield f"{name} {key} is negative: {value}"
        blank = name == "t" and element.text and element.text != element.text.strip()
        if blank and element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            yield "blanks of a text are not kept"


def _ignorable(tree: etree._Element) -> Iterator[str]:
    """Prefixes that readers may ignore must be bound, and what is no part of the standard must be among them."""
    ignorable = (tree.get(f"{MC}Ignorable") or "").split()
    yield from (f"{prefix} is ignorable and unknown" for prefix in ignorable if prefix not in tree.nsmap)
    allowed = {tree.nsmap.get(prefix) for prefix in ignorable}
    used = {etree.QName(each).namespace for each in tree.iter() if isinstance(each.tag, str)}
    for space in used - allowed:
        if space and "microsoft.com/office/word/20" in space:
            yield f"{space} is not ignorable"


def _ids(trees: dict[str, etree._Element]) -> list[str]:
    document = trees["word/document.xml"]
    boxes = [each.get(f"{W}val") for each in document.iter(f"{W}id")]
    drawings = [each.get("id") for tree in trees.values() for each in tree.iter(f"{WP}docPr")]
    names = [each.get(f"{W}styleId") for each in trees["word/styles.xml"].iter(f"{W}style")]
    return [f"id {each} twice" for ids in (boxes, drawings, names) for each, times in Counter(ids).items() if times > 1]


def _styles(trees: dict[str, etree._Element]) -> Iterator[str]:
    kinds = {each.get(f"{W}styleId"): each.get(f"{W}type") for each in trees["word/styles.xml"].iter(f"{W}style")}
    names = [each.get(f"{W}val") for each in trees["word/styles.xml"].iter(f"{W}name")]
    yield from (f"style name {name} twice" for name, times in Counter(names).items() if times > 1)
    for name, tree in trees.items():
        for tag, kind in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table"), ("basedOn", None)):
            for each in tree.iter(f"{W}{tag}"):
                style = each.get(f"{W}val")
                if style not in kinds or (kind and kinds[style] != kind):
                    yield f"{name}: {tag} {style} is no {kind or 'style'}"


def _tables(document: etree._Element) -> Iterator[str]:
    for table in document.iter(f"{W}tbl"):
        widths = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
        following = table.getnext()
        if following is None or etree.QName(following).localname not in ("p", "sectPr"):
            yield "a table is not followed by a paragraph"
        for number, row in enumerate(table.iter(f"{W}tr")):
            at = 0
            for cell in row.iter(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                columns = 1 if span is None else int(span.get(f"{W}val"))
                width = int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w"))
                if width != sum(widths[at : at + columns]):
                    yield f"row {number}: a cell of {width} over columns of {sum(widths[at : at + columns])}"
                at += columns
            if at != len(widths):
                yield f"row {number}: {at} of {len(widths)} columns"
