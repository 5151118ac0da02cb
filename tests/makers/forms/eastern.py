"""Arabic (right to left), Japanese and Simplified Chinese (lines break without spaces)."""

from __future__ import annotations

from tests.makers.model import Form, Other, Question, Respondent, Section, Text

YES = ("نعم", "لا")
ARABIC = Form(
    code="suq",
    language="ar",
    title="استبيان زوار السوق",
    subtitle="يستغرق الاستبيان خمس دقائق.",
    items=(
        Question("text", "ما اسمك؟", ("سلمى الخيالية", None), required=True),
        Question(
            "single",
            "كيف وصلت إلى السوق؟",
            ("بالحافلة", Other("مع صديقة")),
            options=("سيرا على الأقدام", "بالحافلة", "بالسيارة"),
            other=True,
        ),
        Section("رأيك", "فكر في زيارتك الأخيرة."),
        Question("stars", "كيف تقيم النظافة؟", (4, None), required=True),
        Question("nps", "ما مدى احتمال أن توصي بالسوق؟", (8, 10)),
        Question(
            "likert",
            "قيم ما يلي",
            (("جيد", "ممتاز"), ("ضعيف", None)),
            options=("ضعيف", "جيد", "ممتاز"),
            rows=("الأسعار", "الخدمة"),
            help="إجابة واحدة في كل صف.",
        ),
        Question(
            "multi",
            "ماذا اشتريت؟",
            (("الخضار", "التوابل"), ("الملابس",)),
            options=("الخضار", "التوابل", "الملابس", "الكتب"),
        ),
        Question("single", "هل ستعود مرة أخرى؟", ("نعم", None), options=YES, yes_no=True, required=True),
        Question(
            "long",
            "ما اقتراحاتك؟",
            (
                Text("مقاعد أكثر في الظل.\nوموقف للدراجات، انظر https://suq.example/map"),
                Text(
                    "السوق جميل جدا، ولكن الممرات ضيقة في الصباح عندما تصل الشاحنات، ولا يجد "
                    "الزوار مكانا للوقوف. "
                    "أقترح أن تدخل الشاحنات قبل الساعة السابعة فقط.\n\nشكرا لكم."
                ),
            ),
        ),
        Question("date", "تاريخ الزيارة", (Text("22/05/2023", date="2023-05-22"), None)),
    ),
    respondents=(
        Respondent(
            "31",
            "سلمى الخيالية",
            "11:00",
            660,
            "2023-05-22T09:00:00",
            "2023-05-22T09:11:00",
            "salma@fictive.example",
        ),
        Respondent("32", None, "75:21", 4521, "2023-05-23T09:00:00", "2023-05-23T10:15:21"),
    ),
    color="#0b6a0b",
)

JAPANESE = Form(
    code="koen",
    language="ja",
    title="中央公園に関するアンケート",
    subtitle="所要時間は約5分です。",
    items=(
        Question("text", "お住まいの地区はどこですか。", ("北町", "南町3丁目"), required=True),
        Question(
            "single",
            "公園をどのくらい利用しますか。",
            ("週に1回", Other("犬の散歩のとき")),
            options=("毎日", "週に1回", "月に1回", "ほとんど利用しない"),
            other=True,
            required=True,
        ),
        Section("施設について", "最近のご利用についてお答えください。"),
        Question("stars", "公園全体の満足度を教えてください。", (4, 2)),
        Question("numbers", "トイレの清潔さはいかがですか。", (2, None), help="1 = 悪い、5 = とても良い"),
        Question(
            "likert",
            "次の項目を評価してください。",
            (("良い", "普通"), ("悪い", None)),
            options=("悪い", "普通", "良い"),
            rows=("遊具の安全性", "ベンチの数"),
        ),
        Question(
            "multi",
            "どの施設を利用しましたか。",
            (("図書室", "池"), None),
            options=(
                "図書室",
                "テニスコート",
                "池",
                "子ども向けの遊び場(小学校入学前のお子さまとその保護者の方が一緒に利用できる屋根付きの広場を含みます)",
            ),
        ),
        Question(
            "single",
            "また利用したいですか。",
            ("はい", "いいえ"),
            options=("はい", "いいえ"),
            yes_no=True,
            required=True,
        ),
        Question(
            "long",
            "ご意見をお聞かせください。",
            (
                Text(
                    "春の桜がとてもきれいでした。夏は日陰が少ないので、木をもう少し増やしていただけると、小さな子どもを連れた家族も"
                    "安心して長い時間を過ごせると思います。\n\nベンチも増やしてください。"
                ),
                None,
            ),
        ),
        Question(
            "date",
            "最後に利用した日",
            (Text("2023/06/20", date="2023-06-20"), Text("2023/04/03", date="2023-04-03")),
        ),
    ),
    respondents=(
        Respondent("18", None, "11:00", 660, "2023-06-21T09:00:00", "2023-06-21T09:11:00"),
        Respondent(
            "19",
            "架空 花子",
            "1:02:03",
            3723,
            "2023-06-22T09:00:00",
            "2023-06-22T10:02:03",
            "hanako@fictive.example",
        ),
    ),
    color="#b146c2",
)

CHINESE = Form(
    code="shetuan",
    language="zh-Hans",
    title="社团活动反馈表",
    subtitle="请在三天内填写。",
    items=(
        Question("text", "您的姓名", ("虚构 小明", None), required=True),
        Question(
            "dropdown", "您参加了哪个社团?", ("书法社", "合唱团"), options=("书法社", "合唱团", "羽毛球社")
        ),
        Question(
            "single", "您是如何报名的?", ("网上", None), options=("网上", "电话", "现场"), required=True
        ),
        Section("一、活动评价"),
        Question("stars", "总体满意度", (5, 3), required=True),
        Question("nps", "您向朋友推荐本社团的可能性有多大?", (10, 7)),
        Question(
            "multi",
            "您喜欢哪些内容?",
            (("老师", Other("茶歇")), ("场地",)),
            options=("老师", "场地", "主题"),
            other=True,
        ),
        Question(
            "ranking",
            "请按重要性排序",
            (("时间", "费用", "地点"), ("地点", "时间", "费用")),
            options=("费用", "时间", "地点"),
        ),
        Question("text", "您支付了多少费用?", (Text("200元", number=200, unit="CNY"), "免费")),
        Section("二、建议", "欢迎提出宝贵意见。"),
        Question(
            "long",
            "还有什么建议?",
            (
                Text(
                    "希望下学期把活动时间改到周末下午,因为平时下班以后赶过来比较匆忙,很多同事都没有时间吃晚饭。另外可以把讲义提前一天"
                    "发到群里,方便大家预习。\n谢谢!"
                ),
                Text("1.更多的椅子\n2.更大的教室", trap="qline"),
            ),
        ),
        Question("single", "下学期还参加吗?", ("是", "否"), options=("是", "否"), yes_no=True),
        Question("date", "填写日期", (Text("2023/7/21", date="2023-07-21"), None)),
    ),
    respondents=(
        Respondent(
            "7",
            "虚构 小明",
            "4:05",
            245,
            "2023-07-21T20:00:00",
            "2023-07-21T20:04:05",
            "xiaoming@fictive.example",
        ),
        Respondent("9", None, "75:21", 4521, "2023-07-22T20:00:00", "2023-07-22T21:15:21"),
    ),
    color="#038387",
)
