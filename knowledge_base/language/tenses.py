"""What official prose says of time: surely planned, perhaps planned, done."""

from __future__ import annotations

import re

# Surely still to come; asked of facts, where a wrong yes would accuse.
PLANNED = re.compile(
    "力争|争取(?!到)|拟(?![定订人])|预计|有望|下一?步|今后|明年|来年|原定|达产后|建成后|投产后|确保|底前"
    "|计划(?!总?投资|任务|数|的|内|完成率|安排)"
    "|将(?:于|在|达到?|实现|完成|建成|投产|开工|启动|新[增建签开]|继续|全面|会)"
    "|(?:年|月|季度)[^，。；]{0,2}前(?!三季度)|^(?:目标|计划|打算)(?:任务)?[：是为]|目标(?:建议)?[是为：]"
)
# Perhaps still to come; asked of a text, where a wrong yes is silence.
MAYBE_PLANNED = re.compile(
    PLANNED.pattern
    + "|将|要|目标|任务|计划|打算|安排|准备|确定|提出|部署|谋划|年内|下半年|在谈|推进中|正在|尚|未"
)
DONE = re.compile(
    "已|达(?!产)|完成|建成|投产|竣工|落成|实现|达到|取得|投用|投入(?:使用|运营)|开工|到位|办结|销号"
    "|[签建引招办]了|新增|新签|签约|通过"
)
SURELY_DONE = re.compile("已经?|了|累计|截至|全年|上半年(?!底)|今年以来|建成(?!后)")
