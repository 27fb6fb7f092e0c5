# make serve   装好并启动聊天网页（PORT、HOST 可改，默认 http://127.0.0.1:7860）
# make test    装好开发依赖，跑格式、类型和全部测试
# make lock    依赖变化后，在一个新环境里重新生成 requirements.lock

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve test format lock clean

serve: $(VENV)/.installed
	@$(BIN)/zhaoshang serve --host $(HOST) --port $(PORT)

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

format: $(VENV)/.installed-dev
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
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev,ocr]'
	@touch $@ $(VENV)/.installed

lock:
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet torch==2.13.0
	.venv-lock/bin/python -m pip install --quiet -e '.[dev,ocr]'
	.venv-lock/bin/python -m pip freeze --exclude-editable --exclude zhaoshang \
	  | sed 's/^torch==.*/torch==2.13.0/' > requirements.lock
	rm -rf .venv-lock

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache
