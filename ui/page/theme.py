"""The look: light only, with the fonts that Chinese systems have; nothing is loaded for it."""

from __future__ import annotations

import gradio as gr


def theme() -> gr.themes.Base:
    """Light only, with the fonts that Chinese systems have; nothing is loaded for it."""
    blue = gr.themes.Color(
        c50="#eff5fb",
        c100="#dce9f6",
        c200="#bcd3ec",
        c300="#8fb5dd",
        c400="#5b90c9",
        c500="#2f6db0",
        c600="#1f5796",
        c700="#1a477b",
        c800="#183c66",
        c900="#163354",
        c950="#0f2239",
        name="bureau",
    )
    made = gr.themes.Default(
        primary_hue=blue,
        secondary_hue=blue,
        neutral_hue=gr.themes.colors.slate,
        text_size=gr.themes.sizes.text_lg,
        radius_size=gr.themes.sizes.radius_sm,
        font=(
            "PingFang SC",
            "Microsoft YaHei UI",
            "Microsoft YaHei",
            "HarmonyOS Sans SC",
            "Noto Sans CJK SC",
            "Source Han Sans SC",
            "WenQuanYi Micro Hei",
            "sans-serif",
        ),
        font_mono=("Consolas", "Noto Sans Mono CJK SC", "monospace"),
    ).set(
        body_background_fill="#f4f6f9",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        block_label_text_color="*neutral_700",
        block_title_text_color="*neutral_700",
    )
    for name in vars(made):
        if name.endswith("_dark") and hasattr(made, light := name.removesuffix("_dark")):
            setattr(made, name, getattr(made, light))
    return made
