"""Every word of the page that is not a document's or an error's."""

from __future__ import annotations

from knowledge_base.types import Kind

TITLE = "招商文稿助手"
SUBTITLE = "检索往年文稿，带出处问答，起草公文"
TAB_CHAT, TAB_DRAFT, TAB_MEASURES, TAB_LIBRARY = "对话", "起草", "相似举措", "资料库"

# --- the server --------------------------------------------------------------------------
OPEN_IN_BROWSER = "请在浏览器打开 {url}"
OPEN_FROM_LAN = "同一网络的其他电脑请打开 http://本机地址:{port}"
STOPPED = "已停止"
FIRST_START = "首次启动：正在载入示例文稿，约需一两分钟……"
FIRST_START_FILE = "（{done}/{total}）{name}"
FIRST_START_DONE = "示例文稿已载入，可在“资料库”页移除"
PORT_TAKEN = (
    "端口 {port} 已被其他程序占用。请用 --port 换一个端口（如 --port {other}），"
    "或设置 ZHAOSHANG_PORT"
)
PORT_FORBIDDEN = (
    "端口 {port} 不允许普通用户使用。请用 --port 或 ZHAOSHANG_PORT 换一个大于 1024 的端口"
)
HOST_WRONG = (
    "监听地址 {host} 不能用（{reason}）。本机使用填 127.0.0.1，"
    "供局域网使用填 0.0.0.0，用 --host 或 ZHAOSHANG_HOST 设置"
)
START_FAILED = (
    "网页服务没有启动成功（{reason}）。请检查代理和防火墙是否拦截了本机访问，或换一个端口"
)
HOST_UNKNOWN = (
    "这个网址（{host}）不是本程序的地址，没有打开。请用启动时显示的网址；"
    "如确要用这个名字访问，请在设置 ZHAOSHANG_ALLOWED_HOSTS 里写上它，再重新启动"
)
SITE_FOREIGN = "这个请求来自别的网站，没有执行。请在浏览器里直接打开本程序的网址"
NO_SUCH_ADDRESS = "没有这个网址。请回到首页"
BROKEN = "操作没有完成，请重试；如仍不行，请重新打开页面"
BAD_REQUEST = "请求不完整或格式不对，没有执行。请重新打开页面再试"
BODY_TOO_BIG = (
    "这次提交的文字太长（上限约 30 万字），没有执行。长文稿请存成文件，在“资料库”或“起草”页上传"
)
BODY_TOO_SLOW = "网络太慢，等了很久仍没有收全，没有执行。请检查网络后重试"
FILE_ELSEWHERE = "文件要在页面上选择后上传，不能填网址或路径：程序不替人到别处取文件"
UPLOADS_LEFT = "上次有文件上传后没有导入：{names}。它们没有留下，需要的请重新上传"
UPLOADS_AT_ONCE = "同时上传的文件太多，请等前面的传完再传"
UPLOADS_OF_BROWSER = "一小时内上传的文件太多（还可上传 {megabytes} MB），请分批上传，或过一会儿再传"
UPLOADS_OF_SERVER = "已上传还没导入的文件太多（还可上传 {megabytes} MB），请过一会儿再传"
UPLOADS_DISK = "电脑的磁盘快满了（还可上传 {megabytes} MB），请清理磁盘后再传"
UPLOAD_TOO_BIG = "上传的文件太大，没有收下。请分批上传"
REFUSED_PAGE = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
    "<body><h1>{title}</h1><p>{words}</p></body></html>"
)
WARM_UP_FAILED = "检索模型还没有准备好：{reason}"
# What gradio itself says in English, by the words it begins with.
GRADIO_TITLES = {"Error": "出错了", "Warning": "请注意", "Info": "提示", "Success": "完成"}
GRADIO_TEXTS = {
    "Connection to the server was lost": "与服务的连接断开了，正在重新连接。请确认程序还在运行。",
    "Lost connection": "连接中断，正在重新排队……",
    "Queue is full": "正在处理的请求太多，请稍后再试。",
    "File size exceeds": "文件太大，没有上传。",
}
GRADIO_OTHER = "操作没有完成，请重试；如仍不行，请重新打开页面。"

# --- header ------------------------------------------------------------------------------
STATUS = "资料库 {documents} 个文件、{passages} 个段落、{measures} 条举措"
WRITER_EXTRACTIVE = "写作方式：摘录（不用语言模型）"
WRITER_MODEL = "写作方式：语言模型 {model}"

# --- chat --------------------------------------------------------------------------------
CHAT_LABEL = "问题或起草要求"
CHAT_PLACEHOLDER = "输入问题，按回车发送，Shift+回车换行。起草时第一行写要求，以下每行写一条事实。"
SEND, STOP, RETRY, CLEAR = "发送", "停止", "重新回答", "清空对话"
GREETING = "想了解什么，或者要写什么？"
GREETING_HINT = "回答都取自资料库并标明出处，点击文中的编号可查看原文；资料库里没有的内容不会编造。"
EXAMPLES = (
    "基金招商有什么做法",
    "招商项目落地难的主要原因有哪些",
    "往年在以商招商方面有哪些类似举措",
)
EXAMPLE_DRAFT = (
    "写一份云溪县招商局2025年工作总结，1500字左右\n"
    "全年新签约项目42个，计划总投资128.6亿元\n"
    "实际到位资金53.4亿元，同比增长12.3%\n"
    "组建6个产业链招商专班，外出招商86批次\n"
    "不足：亿元以上工业项目偏少\n"
    "明年计划新签约项目45个以上"
)
EXAMPLE_DRAFT_TITLE = "起草示例：写一份云溪县招商局2025年工作总结（附事实）"
YOU, REPLY = "提问", "回答"
SEARCHING = "正在检索资料库……"
WRITING_ANSWER = "正在作答……"
COPY, COPIED = "复制", "已复制"
ANSWER_STOPPED = "已停止，以上内容不完整。"
FOUND_MEASURES = "找到 {count} 条相似举措，按类别列出："
MORE_MEASURES = "另有 {count} 条，请到“相似举措”页查看。"
NO_MEASURES = "没有找到相似的举措。可以换一个说法，或先导入相关文件。"
DRAFT_STEP = "（{done}/{total}）正在写：{heading}"
DRAFT_CHECKING = "正在检查……"
DRAFT_DONE = "已写成《{title}》，全文 {chars} 字。"
DRAFT_CHECKED = "有 {count} 处需要留意，见文后的检查结果。"
DRAFT_NO_FACTS = (
    "您没有提供事实，文稿只能借鉴往年材料的写法。请在要求下面逐行列出本年的数据和工作，再发送一次。"
)
DOWNLOAD = "下载 Word 文件"
CLEAN_COPY, WITH_SOURCES = "清稿", "附来源"
PREVIEW, PREVIEW_CLOSE, PREVIEW_WAIT = "预览版面", "收起版面", "正在排版，请稍候"
PREVIEW_FAILED = "版面没有取到，请检查程序是否还在运行，再点一次“预览版面”"
PAGE_OF, NO_PAGE = "第{number}页，共{count}页", "没有这一页"

# --- sources -----------------------------------------------------------------------------
SOURCES = "来源"
SOURCES_EMPTY = "回答的出处显示在这里。点击回答中的编号，可以看到引用的原文。"
SOURCES_NONE = "这条回答没有引用资料。"
SOURCES_OF = "“{question}”的来源"
PAGE = "第 {page} 页"
OPEN_DOCUMENT = "查看全文"
PASSAGE_GONE = "该文件已从资料库移除，以下是引用时的原文。"
SOURCE_MARK = "查看来源 {number}"

# --- draft form --------------------------------------------------------------------------
FORM_KIND, FORM_TITLE, FORM_ORGANISATION = "文种", "标题", "单位"
FORM_VARIANT, VARIANT_FITTING, FORM_HOST = "类型", "按内容自动选", "挂职（跟班）单位"
FORM_RECIPIENT, FORM_SPEAKER, FORM_PERIOD, FORM_DATE = "主送", "讲话人", "时段", "日期"
FORM_FACTS, FORM_REQUIREMENTS = "事实（每行一条）", "写作要求"
FORM_LEAST, FORM_MOST = "最少字数", "最多字数"
HINT_TITLE = "不填则自动拟题"
HINT_ORGANISATION = "云溪县招商局"
HINT_HOST = "如：省投资促进中心"
HINT_SPEAKER = "如：县委副书记 张××"
HINT_PERIOD = "2025年"
HINT_DATE = "2025年12月31日"
HINT_FACTS = (
    "全年新签约项目42个，计划总投资128.6亿元\n"
    "实际到位资金53.4亿元，同比增长12.3%\n"
    "不足：亿元以上工业项目偏少\n"
    "明年计划新签约项目45个以上"
)
NOTE_FACTS = (
    "文稿中的数字只来自这里；没有依据的数字会留成 ××。以“不足：”“打算：”开头可指定写在哪一部分。"
)
FACTS_FROM_TABLE = "从表格读入事实（Excel、CSV）"
HINT_REQUIREMENTS = "如：突出以商招商和营商环境"
MAKE_OUTLINE, MAKE_DRAFT, STOP_DRAFT = "生成提纲", "按提纲起草", "停止"
DRAFT_EMPTY = "填写内容后点“生成提纲”，确认各部分标题和字数，再起草。"
OUTLINE = "提纲"
OUTLINE_HINT = "标题和字数都可以改，也可以调整顺序、删除或增加。"
OUTLINE_HEADING, OUTLINE_CHARS, OUTLINE_ACTIONS = "部分标题", "字数", "操作"
OUTLINE_UP, OUTLINE_DOWN, OUTLINE_REMOVE, OUTLINE_ADD = "上移", "下移", "删除", "增加一个部分"
OUTLINE_TOTAL = "合计约 {chars} 字"
OUTLINE_NEW = "新的部分"
LENGTH_WRONG = "字数要求不对：最少字数应大于 0，且不超过最多字数"
OUTLINE_NONE = "提纲里没有可写的部分，请至少保留一个标题"
LEGEND_BORROWED, LEGEND_PLACEHOLDER = "借鉴自往年材料，请核实后再用", "待填写"
LEGEND_FACT = "来自所给事实"
BORROWED_FROM = "借鉴自《{title}》"
FROM_FACT = "事实：{fact}"
EDITED = "用户改写"
FINDINGS, NO_FINDINGS = "检查结果（{count} 处需要留意）", "检查结果：没有发现问题"
RECENT, NO_RECENT = "最近的文稿", "还没有起草过文稿。"
RECENT_DAMAGED = (
    "文稿 {ids} 的文件打不开，可能已损坏。其他文稿不受影响；有备份可放回数据文件夹的 drafts 里，"
    "没有请重新起草。"
)
OPEN_DRAFT, DOWNLOAD_AGAIN = "打开", "下载"
CORRECTED = "改后："
CHANGES = "改了 {count} 处"
REVISE_LABEL = "怎么改"
REVISE_HINT = "如：第二部分再精简一点；加一段基金招商；把到位资金改成99.1亿元；换一种开头"
REVISE, UNDO, REDO = "修改", "撤销", "重做"
REVISING = "正在修改……"
FIX, FIX_TO, FIX_AWAY = "改正", "改成：{new}", "删去"
LAST_SUMMARY = "去年的总结（对照打算）"
LAST_READ = "已读入去年的总结：打算 {count} 条，起草后在检查结果里列出没有交代的。"
LAST_NONE = "这份文稿里没有认出明年打算一类的部分，请换一份总结。"
OUTLINE_LIKE = "照一份旧文列提纲"

# --- measures ----------------------------------------------------------------------------
MEASURES_QUERY, MEASURES_HINT = "举措", "如：基金招商、以商招商、项目代办服务"
MEASURES_FIND = "查找"
YEAR_FROM, YEAR_TO, REGION, KINDS = "起始年份", "截止年份", "地区", "文种"
ANYTHING = "不限"
YEARS_WRONG = "年份应是四位数字，且起始年份不晚于截止年份"
MEASURES_EMPTY = "输入一项举措，比较各地、各年的做法。结果按类别排列，并注明地区、年份和出处。"
MEASURES_NONE = "没有找到相似的举措。可以换一个说法、放宽年份和地区，或先导入相关文件。"
MEASURES_COUNT = "共 {count} 条，分 {groups} 类"
SIMILAR = "另有 {count} 处相近表述"
PLACE_UNKNOWN = "地区不详"
YEAR_UNKNOWN = "年份不详"
YEAR = "{year}年"
MEASURES_ORDER = "排序"
MEASURE_ORDERS = {"最相关": "best", "年份新的在前": "newest", "按地区": "place"}
MEASURES_VIEW, BY_CATEGORY, AS_TABLE = "显示", "按类别", "对比表"
COMPARED = ("地区", "年份", "举措", "做法", "成效", "出处")

# --- library -----------------------------------------------------------------------------
UPLOAD = "导入文件（可一次选择或拖入多个）"
UPLOAD_NOTE = (
    "支持 Word、WPS 文字、PDF、RTF、ODT、网页、纯文本、Excel 和 CSV 表格；"
    "扫描件和图片需装文字识别组件。单个文件不超过 {megabytes} MB，只保存在本机。涉密文件不能导入。"
)
UPLOAD_STOP = "停止导入"
UPLOAD_STOPPED = "已停止，其余文件没有导入。"
UNNAMED = "文件"  # for an upload without a name
SAME_NAME = "资料库里已有同名文件（{day}导入），"
REPLACE, KEEP_BOTH = "替换旧的", "两份都保留"
REPLACED = "旧文件已由《{title}》替换。"
SUPERSEDED, SUPERSEDED_BY, IN_FORCE = "已被取代", "已被哪份文件取代", "（没有，仍有效）"
SUPERSEDED_NOTE = "这份文件已标记为被取代，检索时排在后面。"
UPLOADING = "（{done}/{total}）正在导入：{name}"
IMPORTED, UNCHANGED, FAILED = "新导入", "已有", "失败"
IMPORT_TOTAL = "新导入 {imported} 个，已有 {unchanged} 个，失败 {failed} 个"
FILTER_WORDS, FILTER_WORDS_HINT = "筛选", "标题、单位或文件名中的字"
COLUMNS = ("标题", "文种", "年份", "地区", "段落", "说明")
LIBRARY_COUNT = "共 {count} 个文件"
LIBRARY_SHOWN = "共 {count} 个文件，显示前 {shown} 个，请用筛选缩小范围"
LIBRARY_EMPTY = "资料库还是空的。请在上方导入往年的总结、讲话、政策等文件。"
LIBRARY_NO_MATCH = "没有符合条件的文件。"
DOCUMENT_EMPTY = "点击表格中的文件，可以在这里看到全文。"
REMOVE = "从资料库移除"
REMOVE_SURE = "确定移除《{title}》吗？原文件不受影响，以后可以重新导入。"
REMOVE_YES, REMOVE_NO = "确定移除", "取消"
REMOVED = "已移除《{title}》。"
FILE_NAME, ORGANISATION, DATE, SPEAKER, IMPORTED_AT = "文件名", "单位", "日期", "讲话人", "导入时间"

KIND_CHOICES = [(kind.label, kind.value) for kind in Kind]
