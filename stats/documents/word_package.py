"""The parts of a Word file: its XML by relationship, safe to walk."""

import posixpath
from functools import cache

from lxml import etree

from .archives import Archive
from .blocks import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_MAIN = "wordprocessingml.document.main+xml"
# The strict dialect differs from the usual one in its namespaces only.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)


class Part:
    """One XML part: its root element and the parts it points to."""

    def __init__(self, package, path):
        self._package, self._path = package, path
        self.root = package.xml(path)
        self._relations = package.relations(path)

    def related(self, kind):
        """The `Part` of relationship type `kind`, or None."""
        for target, relation in self._relations.values():
            if relation == kind and target in self._package.archive.names:
                return Part(self._package, target)
        return None

    def by_id(self, identifier):
        """The `Part` of relationship id `identifier`, or None."""
        target, _ = self._relations.get(identifier, (None, None))
        return Part(self._package, target) if target in self._package.archive.names else None


class Package:
    """A Word file whose content types say that it is one."""

    def __init__(self, name, data):
        self._name = name
        self.archive = Archive(name, data)
        self.main = self._main_part()

    @property
    def has_macros(self):
        return any(name.endswith("vbaProject.bin") for name in self.archive.names)

    def xml(self, path):
        """The root element of the part at `path`."""
        data = self.archive.read(path)
        if data is None:
            raise Unreadable(f"“{self._name}”缺少 {path}，不是完整的 Word 文档；请在 Word 中另存。")
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        if b"<!DOCTYPE" in data[:4096]:
            raise self._has_dtd(path)
        try:
            root = etree.fromstring(data, _parser())
        except etree.XMLSyntaxError as error:
            raise self._bad_xml(path, error) from None
        if root.getroottree().docinfo.doctype:
            raise self._has_dtd(path)
        return root

    def relations(self, path):
        """The targets and types of the relationships of the part at `path`, by id."""
        folder, file = posixpath.split(path)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self.archive.names:
            return {}
        found = {}
        for relation in self.xml(rels).iter(_RELATION):
            # A target outside the file is never followed.
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, relation.get("Target", "")))
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                found[relation.get("Id")] = (target.lstrip("/"), kind)
        return found

    def _main_part(self):
        targets = [path for path, kind in self.relations("").values() if kind == "officeDocument"]
        path = targets[0] if targets else "word/document.xml"
        kind = self._content_type(path)
        if "macroEnabled" in kind:
            raise Unreadable(
                f"“{self._name}”是带宏的 Word 文档（.docm），不予读取；"
                "请在 Word 中另存为 .docx 再试。"
            )
        if not kind.endswith(_MAIN):
            raise Unreadable(
                f"“{self._name}”的内容类型是“{kind[:80] or '未知'}”，不是 Word 文档；"
                "请在 Word 中打开并另存为 .docx 再试。"
            )
        return Part(self, path)

    def _content_type(self, path):
        for override in self.xml("[Content_Types].xml").iter(_OVERRIDE):
            if override.get("PartName", "").lstrip("/") == path:
                return override.get("ContentType", "")
        return ""

    def _has_dtd(self, path):
        return Unreadable(
            f"“{self._name}”的 {path} 含有 DTD 声明（可能用于攻击），不予读取；"
            "请在 Word 中打开并另存为 .docx 再试。"
        )

    def _bad_xml(self, path, error):
        if "memory" in str(error).lower():
            return MemoryError()
        deep = "嵌套过深" if "depth" in str(error).lower() else "已损坏"
        return Unreadable(
            f"“{self._name}”的 {path} 第{error.lineno or 1}行{deep}，无法读取；"
            "请在 Word 中打开并另存为 .docx 再试。"
        )


def _parser():
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )


def on(element, name):
    """True when the switch `name` under `element` is set: present, and not set to false."""
    switch = None if element is None else element.find(W + name)
    return switch is not None and switch.get(W + "val", "true") not in ("0", "false", "off", "none")


def value(element, path, default=None):
    """The w:val of the element at `path` (names joined by /) under `element`, or `default`."""
    if element is None or not len(element):
        return default
    found = element.find(_qualified(path))
    return default if found is None else found.get(W + "val", default)


@cache
def _qualified(path):
    return "/".join(W + step for step in path.split("/"))
