"""A YAML file walked with a memory of the way: each complaint names its place. No Django."""

import re

import yaml

from stats.converters import month_of

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CatalogueError(Exception):
    """The file is not right; `problems` are sentences, each with its place."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = problems


class Problems:
    """Complaints gathered on the way, so that one run shows all of them."""

    def __init__(self):
        self.sentences = []

    def add(self, place, sentence):
        if (line := f"{place}：{sentence}") not in self.sentences:
            self.sentences.append(line)

    def raise_any(self):
        if self.sentences:
            raise CatalogueError(self.sentences)


def parsed(data):
    """What the YAML in these bytes holds, or a CatalogueError with the line."""
    try:
        return _constructed(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CatalogueError([f"第 {line} 行：不是 UTF-8 文字。"]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第 {mark.line + 1} 行" if mark else "文件"
        problem = getattr(error, "problem", None) or "有不允许的字符"
        raise CatalogueError([f"{place}：不合 YAML 的写法（{problem}）。"]) from error


def _constructed(text):
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        _refuse_repeated_keys(node)
        return loader.construct_document(node) if node else None
    finally:
        loader.dispose()


def _refuse_repeated_keys(root):
    """YAML would silently keep the second of two entries with the same key."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            _refuse_repeated(key for key, _ in node.value)
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _refuse_repeated(keys):
    seen = set()
    for key in keys:
        if str(key.value) in seen:
            raise CatalogueError([f"第 {key.start_mark.line + 1} 行：“{key.value}”写了两次。"])
        seen.add(str(key.value))


class Tree:
    """A node of the file: its value, the way to it, and where to complain."""

    def __init__(self, value, way, problems):
        self.value, self.way, self.problems = value, way, problems

    def problem(self, sentence):
        self.problems.add(" → ".join(self.way) or "文件", sentence)

    def at(self, name):
        held = self.value.get(name) if isinstance(self.value, dict) else None
        return Tree(held, (*self.way, str(name)), self.problems)

    def items(self):
        """Keys as text with their nodes; nothing where nothing is written."""
        if self.value is None:
            return []
        if not isinstance(self.value, dict):
            self.problem("这里须是“名称: 内容”的形式。")
            return []
        return [(str(key), self.at(key)) for key in self.value]

    def list(self):
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            self.problem("这里须是一个列表。")
            return []
        return [
            Tree(value, (*self.way, f"第 {number} 项"), self.problems)
            for number, value in enumerate(self.value, 1)
        ]

    def one_or_more(self):
        return self.list() if isinstance(self.value, list) else [self]

    def only(self, *names):
        """Complain of anything written here that has another name."""
        for name, node in self.items():
            if name not in names:
                node.problem(f"不认识“{name}”这一项，可用：{'、'.join(names)}。")

    def text(self, name, limit=None, needed=False):
        node = self.at(name)
        if node.value is None:
            if needed:
                self.problem(f"缺少 {name}。")
            return ""
        return node._text(limit)

    def _text(self, limit):
        if not isinstance(self.value, str) or not self.value.strip():
            self.problem(f"“{self.value}”须是一段文字；数字请加引号。")
            return ""
        if limit and len(self.value) > limit:
            self.problem(f"有 {len(self.value)} 个字，最多 {limit} 个。")
        return self.value

    def texts(self, limit):
        """The texts of a list, or of one text standing for a list of one."""
        return [node._text(limit) for node in self.one_or_more() if node.value is not None]

    def choice(self, name, choices):
        value = self.text(name)
        if value and value not in choices:
            self.at(name).problem(f"没有“{value}”，可用：{'、'.join(choices)}。")
        return value

    def digit(self, name):
        value = self.at(name).value
        if value is not None and value not in range(7):
            self.at(name).problem("小数位数须是 0 到 6 的整数。")
        return value or 0

    def metric(self, codes):
        """A metric code among `codes`, or an empty text where nothing is written."""
        if self.value is None:
            return ""
        if not isinstance(self.value, str) or self.value not in codes:
            self.problem(f"没有指标“{self.value}”，可用：{'、'.join(sorted(codes)) or '无'}。")
            return ""
        return self.value

    def pattern(self, limit):
        if self.value is None:
            return ""
        text = self._text(limit)
        try:
            re.compile(text)
        except re.error as error:
            self.problem(f"正则表达式“{text}”写得不对：{error}。")
        return text

    def month(self):
        if self.value is None:
            return None
        if not isinstance(self.value, str) or not _MONTH.fullmatch(self.value):
            self.problem(f"月份“{self.value}”看不懂，请写成 YYYY-MM，如 2024-08。")
            return None
        return month_of(self.value)

    def code(self, text):
        if not _CODE.fullmatch(text) or len(text) > 80:
            self.problem(f"代码“{text}”只能用小写字母、数字、- 和 _，最多 80 个。")
