"""Two months of an invented bulletin with words the catalogue has never seen, in GB18030."""

PROSE = "数据平台今年完成升级，各区卫生健康委和有关医院的信息部门都参加了部署会议并作了交流。"
CLOSING = """\
南京市卫生信息中心
地址：南京市紫竹林3号
邮编：210003
责任编辑：编辑部
本期共印 500 份"""

# 网上预约 is 12320在线预约 renamed, 自助机预约 is new, so are one hospital and a whole table.
APRIL = f"""\
南京卫生信息化简报
2023年第5期（总第135期）
南京市卫生信息中心 编印
2023年5月28日

全市卫生信息化工作会议召开
{PROSE}

统计数据

2023年4月预约挂号服务统计表
序号\t单位\t网上预约\t快速预约\t自助机预约\t诊间预约\t第三方\t小计
1\t南京鼓楼医院\t20\t2\t3\t0\t1\t26
2\t南京市浦口新城医院\t1O\t1\t2\t0\t0\t13
合计\t\t30\t3\t5\t0\t1\t39

{PROSE}

2023年4月健康码核验情况
单位\t核验次数\t异常次数
南京鼓楼医院\t1200\t/
南京市浦口新城医院\t800\t2

简讯

5月10日，中心举办培训班。

{CLOSING}
"""
MAY = (
    APRIL.replace("第5期（总第135期）", "第6期（总第136期）")
    .replace("5月", "6月")
    .replace("4月", "5月")
    .replace("1O", "10")
    .replace(f"{PROSE}\n\n2023", "2023")
    .replace("1200\t/", "1300\t/")
)

HEADER = "dataset,period,issue,row_kind,institution,printed_name,metric_label,value,status,raw_text"
RECORD = """\
bookings,2023-04,2023-05,data,nanjing-gulou-yiyuan,南京鼓楼医院,12320在线预约,20,A,20
bookings,2023-04,2023-05,data,nanjing-gulou-yiyuan,南京鼓楼医院,快速预约,2,A,2
bookings,2023-04,2023-05,data,nanjing-gulou-yiyuan,南京鼓楼医院,自助机预约,3,A,3
bookings,2023-04,2023-05,data,nanjing-gulou-yiyuan,南京鼓楼医院,诊间预约,0,A,0
bookings,2023-04,2023-05,data,nanjing-gulou-yiyuan,南京鼓楼医院,第三方,1,A,1
bookings,2023-04,2023-05,data,nanjing-gulou-yiyuan,南京鼓楼医院,小计,26,A,26
bookings,2023-04,2023-05,data,{new},南京市浦口新城医院,12320在线预约,10,A,10
bookings,2023-04,2023-05,data,{new},南京市浦口新城医院,快速预约,1,A,1
bookings,2023-04,2023-05,data,{new},南京市浦口新城医院,自助机预约,2,A,2
bookings,2023-04,2023-05,data,{new},南京市浦口新城医院,诊间预约,0,A,0
bookings,2023-04,2023-05,data,{new},南京市浦口新城医院,第三方,0,A,0
bookings,2023-04,2023-05,data,{new},南京市浦口新城医院,小计,13,A,13
bookings,2023-04,2023-05,total,,合计,12320在线预约,30,A,30
bookings,2023-04,2023-05,total,,合计,快速预约,3,A,3
bookings,2023-04,2023-05,total,,合计,自助机预约,5,A,5
bookings,2023-04,2023-05,total,,合计,诊间预约,0,A,0
bookings,2023-04,2023-05,total,,合计,第三方,1,A,1
bookings,2023-04,2023-05,total,,合计,小计,39,A,39
{family},2023-04,2023-05,data,nanjing-gulou-yiyuan,南京鼓楼医院,核验次数,1200,A,1200
{family},2023-04,2023-05,data,nanjing-gulou-yiyuan,南京鼓楼医院,异常次数,,M,/
{family},2023-04,2023-05,data,{new},南京市浦口新城医院,核验次数,800,A,800
{family},2023-04,2023-05,data,{new},南京市浦口新城医院,异常次数,2,A,2
"""
