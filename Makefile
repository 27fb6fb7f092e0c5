PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
VENV := .venv
BIN := $(VENV)/bin
# A test process a core.
PYTEST = $(BIN)/python -m pytest -n auto --maxprocesses=4

.PHONY: help serve environment check test acceptance format lock clean

help: ## 列出这些命令
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 18

serve: $(VENV)/.installed ## 装好并启动聊天网页（PORT、HOST 可改，默认 http://127.0.0.1:7860）
	@$(BIN)/zhaoshang serve --host $(HOST) --port $(PORT)

environment: $(VENV)/.installed-dev ## 只装好开发用的运行环境

check: $(VENV)/.installed-dev ## 格式、类型和快的测试（提交前跑）
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST) -m 'not acceptance and not slow'

test: $(VENV)/.installed-dev ## 格式、类型和全部测试
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST)

acceptance: $(VENV)/.installed-dev ## 只跑验收测试：真的命令、真的资料库、真的浏览器
	$(PYTEST) -m acceptance

format: $(VENV)/.installed-dev ## 整理格式
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新的版本，可用 make PYTHON=/path/to/python3 指定"; exit 1; }
	@echo "正在建立运行环境 $(VENV) ……"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "正在安装依赖（首次需要几分钟）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "正在安装依赖和开发工具（首次需要几分钟）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c requirements.lock -e '.[dev,ocr]'
	@touch $@ $(VENV)/.installed

lock: ## 依赖变化后，在一个新环境里重新生成 requirements.lock
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet torch==2.13.0
	.venv-lock/bin/python -m pip install --quiet -e '.[dev,ocr]'
	.venv-lock/bin/python -m pip freeze --exclude-editable --exclude zhaoshang \
	  | sed 's/^torch==.*/torch==2.13.0/' > requirements.lock
	rm -rf .venv-lock

clean: ## 删去运行环境和缓存
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache
