"""All that the rules find on the two real issues, each looked up in print before it was typed."""

import pytest

from stats.models import Finding
from tests.news import records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

DISTRICTS = "2024年8月南京市卫生信息平台数据采集情况（区）"
HOSPITALS = "2024年8月南京市卫生信息平台数据采集情况（医院）"
NOVEMBER = "2020年11月南京市卫生信息平台数据采集情况（医院）"
KIOSKS = "2020年11月自助智能医疗服务终端医院使用情况表"
TELEMEDICINE = "2020年11月南京市远程医疗系统数据统计"
# Names printed with no visits, and what was earned from them, in thousands.
NO_DISCHARGES_DISTRICTS = {
    "高淳区": "51238.83",
    "鼓楼区": "3059.29",
    "建邺区": "1483.44",
    "江北新区": "1429.52",
    "玄武区": "2755.99",
}
NO_DISCHARGES_HOSPITALS = {
    "江苏省人民医院": "556985.04",
    "南京市第一医院": "208735.67",
    "南京市高淳人民医院": "39008.24",
    "南京市溧水区人民医院": "39790.08",
    "南京江北医院": "8915.5",
    "南京市中西医结合医院": "18745.26",
    "泰康仙林鼓楼医院": "34286.12",
    "南京市胸科医院": "35218.9",
    "南京医科大学附属眼科医院": "10770.53",
    "东部战区空军医院": "12965.85",
}
NO_OUTPATIENTS = {
    "南京市第一医院": "86755.28",
    "南京市江宁医院": "52675.3",
    "南京江北医院": "25169.8",
}


def unpaid(title, visits, income, names):
    return [
        (
            "warning",
            "income-without-visits",
            f"{title} · {name} · {income}",
            f"{visits}为 0，{income}却有 {amount} 千元。",
        )
        for name, amount in names.items()
    ]


IN_2024 = [
    *unpaid(DISTRICTS, "出院人次", "住院收入", NO_DISCHARGES_DISTRICTS),
    *unpaid(HOSPITALS, "出院人次", "住院收入", NO_DISCHARGES_HOSPITALS),
    *unpaid(HOSPITALS, "门急诊人次", "门急诊收入", NO_OUTPATIENTS),
]
IN_2020 = [
    *(
        ("warning", "inferred", "2020年第12期", f"文件上没有印{what}，由其他内容推断为 {value}。")
        for what, value in (("年份", 2020), ("期号", 12), ("总期号", 106))
    ),
    *(
        (
            "warning",
            "period-other-month",
            f"{TELEMEDICINE}（{which}2020-10）",
            "这是 2020-10 的数据，本期的数据月份是 2020-11。",
        )
        for which in ("", "远程医疗数据上传量前三名 ")
    ),
    *(
        (
            "warning",
            "days-of-month",
            f"{NOVEMBER} · {hospital} · 数据上传天数",
            "2020-11 只有 30 天，数据上传天数印作 31。",
        )
        for hospital in ("江苏省中医院", "南京市儿童医院", "南京鼓楼医院")
    ),
    (
        "warning",
        "order",
        f"{NOVEMBER} · 江苏省人民医院 · 数据上传量",
        "各行按数据上传量由大到小排列，本行 18193816 大于上一行“南京鼓楼医院”的 8168115。",
    ),
    (
        "warning",
        "total",
        f"{KIOSKS} · 合计 · 缴费金额",
        "合计印作 291780608.7，各行相加为 291780608.74，相差 0.04。",
    ),
]


def stored(origin):
    found = Finding.objects.filter(origin=origin)
    return sorted(found.values_list("severity", "code", "where", "message"))


def test_the_real_issues_have_these_findings_and_no_others(bulletins):
    for name in ("000_a0c0ce1e8758e05f.txt", "001_3e0874b14447c7b2.txt"):
        records.taken(bulletins / name)
    assert stored("2024-09") == sorted(IN_2024)
    assert stored("2020-12") == sorted(IN_2020)
