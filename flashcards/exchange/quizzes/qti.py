"""A quiz as a QTI 2.1 package: a zip of the manifest (IMS Content Packaging 1.1), the test, its items and maps."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flashcards.core.quizzes import Label, Quiz
from flashcards.exchange.quizzes import texts
from flashcards.exchange.quizzes.qti_items import document, identifier, item, outcome

_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
#: Files in a package are as old as a zip can say, so that the same quiz gives the same bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_TEST = "quiz.xml"


def write_qti(path: Path, title: str, quiz: Quiz, maps: Mapping[Label, str]) -> None:
    """Write the package; `maps` are SVG by their task without what is on offer."""
    files: dict[str, bytes] = {}
    parts: list[tuple[str, tuple[str, ...]]] = []
    for number, question in enumerate(quiz.questions, 1):
        name = identifier(number)
        svg = maps.get(replace(question.task, shown=()), "") if isinstance(question.task, Label) else ""
        if svg:
            files[f"items/{name}.svg"] = svg.encode("utf-8")
        files[f"items/{name}.xml"] = _bytes(item(question, number, f"{name}.svg" if svg else ""))
        parts.append((name, (f"items/{name}.xml", *([f"items/{name}.svg"] if svg else []))))
    files[_TEST] = _bytes(_test(texts.line(title) or "Quiz", quiz))
    files["imsmanifest.xml"] = _bytes(_manifest(parts))
    with ZipFile(path, "w") as package:
        for name in sorted(files, key=lambda each: (each != "imsmanifest.xml", each)):
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, files[name])


def _test(title: str, quiz: Quiz) -> ET.Element:
    root = document("assessmentTest", identifier="quiz", title=title)
    outcome(root, "SCORE", "0")
    if quiz.spec.minutes is not None:
        ET.SubElement(root, "timeLimits", maxTime=f"{quiz.spec.minutes * 60:.0f}")
    # Of a mock exam nothing is told before its end.
    mode = "simultaneous" if quiz.spec.mock else "individual"
    part = ET.SubElement(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode=mode)
    section = ET.SubElement(part, "assessmentSection", identifier="section", title=title, visible="true")
    for number in range(1, len(quiz.questions) + 1):
        name = identifier(number)
        ET.SubElement(section, "assessmentItemRef", identifier=name, href=f"items/{name}.xml")
    processing = ET.SubElement(
        ET.SubElement(root, "outcomeProcessing"), "setOutcomeValue", identifier="SCORE"
    )
    ET.SubElement(ET.SubElement(processing, "sum"), "testVariables", variableIdentifier="SCORE")
    return root


def _manifest(parts: Sequence[tuple[str, tuple[str, ...]]]) -> ET.Element:
    root = ET.Element("manifest", {"xmlns": _PACKAGE, "identifier": "manifest"})
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    ET.SubElement(metadata, "schemaversion").text = "1.0.0"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    test = ET.SubElement(resources, "resource", identifier="test", type="imsqti_test_xmlv2p1", href=_TEST)
    ET.SubElement(test, "file", href=_TEST)
    for name, names in parts:
        made = ET.SubElement(
            resources, "resource", identifier=name, type="imsqti_item_xmlv2p1", href=names[0]
        )
        for each in names:
            ET.SubElement(made, "file", href=each)
        ET.SubElement(test, "dependency", identifierref=name)
    return root


def _bytes(root: ET.Element) -> bytes:
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
