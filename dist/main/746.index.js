"use strict";
exports.id = 746;
exports.ids = [746];
exports.modules = {

/***/ 4746:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {



__webpack_require__.d(__webpack_exports__, {
  summarised: () => (/* binding */ summarised)
});


var external_node_fs_ = __webpack_require__(3024);

var promises_ = __webpack_require__(1455);

var failure = __webpack_require__(1633);

var troubleshooting = __webpack_require__(933);

var runner_text = __webpack_require__(4099);
;// CONCATENATED MODULE: ./src/summary/record.ts


const max = { requests: 20, states: 50, reasons: 5, text: 4000 };

class StepRecord {
    requests = [];

    moreRequests = 0;
    startedAt;
    plan;

    call;
    job;

    created;

    status;

    expiresAt;
    failure;
    #runner;
    constructor(runner) {
        this.#runner = runner;
        this.startedAt = runner.clock.now();
    }

    planned(plan, call) {
        this.plan = plan;
        this.call = call === undefined ? undefined : this.#shortened(call);
    }

    attempted = ({ name, request, startedAt, reply, retriedFor }) => {
        const row = this.#rowFor(this.#shortened(name), startedAt);
        row.endedAt = this.#runner.clock.now();
        if (retriedFor !== undefined) {
            row.retries++;
            if (row.reasons.length < max.reasons)
                row.reasons.push(retriedFor);
        }
        if (reply === undefined)
            return;
        row.status = reply.status;
        row.successes += Math.trunc(reply.status / 100) === 2 ? 1 : 0;
        row.receivedBytes += reply.bytes;

        if (typeof request.payload === 'object')
            row.sentBytes = request.payload.length;
    };

    polled = (name, seen, elapsedMs) => {
        const job = (this.job ??= {
            name: this.#shortened(name),
            spans: [],
            leftOut: 0,
            polls: 0,
            end: undefined,
            elapsedMs,
        });
        const state = seen === undefined ? undefined : this.#shortened(seen.state ?? 'no state');
        const last = job.spans.at(-1);
        if (last !== undefined)
            last.untilMs = elapsedMs;
        if (last === undefined || last.state !== state) {

            if (job.spans.length === max.states) {
                job.spans.pop();
                job.leftOut++;
            }
            job.spans.push({ state, fromMs: elapsedMs, untilMs: elapsedMs });
        }
        job.polls++;
        job.end = seen?.end;
        job.elapsedMs = elapsedMs;
    };

    #shortened(text) {
        return (0,runner_text/* inBrief */.aV)(text, max.text, this.#runner.clean);
    }

    #rowFor(name, startedAt) {
        const found = this.requests.find((row) => row.name === name);
        if (found !== undefined)
            return found;
        const row = {
            name,
            status: undefined,
            successes: 0,
            retries: 0,
            reasons: [],
            sentBytes: 0,
            receivedBytes: 0,
            startedAt,
            endedAt: startedAt,
        };
        if (this.requests.length < max.requests)
            this.requests.push(row);
        else
            this.moreRequests++;
        return row;
    }
}


var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./src/summary/section.ts









const maxError = 4000;
const maxScope = 500;
const maxText = 200;
const tokenRequest = 'POST /oauth/token';






function render(record, now, clean) {
    const { failure } = record;
    return [
        `<h3>${failure === undefined ? '\u2705' : '\u274c'} ${title(record, clean)}</h3>`,
        failure === undefined ? '' : errorQuote(failure, clean),
        requestTable(record, clean),
        wasFound(record) ? '<p><code>find</code> found something, so the call was not sent.</p>' : '',
        record.job === undefined
            ? ''
            : jobTable(record.job, clean) + sourceOfOutputs(record.job, record.status),
        `<p>${[...tokenSentence(record, clean), `The step took ${duration(now - record.startedAt)}.`].join(' ')}</p>`,
    ]
        .filter((part) => part !== '')
        .join('\n');
}
function title({ call, plan }, clean) {
    if (plan === undefined)
        return 'Qlik Cloud';
    if (call !== undefined)
        return inCode(call, clean);
    return `Access token for ${inCode(new URL(plan.tenant.origin).host, clean)}`;
}

function wasFound({ created, status }) {
    return created === 'false' && status?.startsWith('2') === true;
}
function errorQuote(failure, clean) {
    const lines = clean(failure)
        .split('\n')
        .map((line) => (0,runner_text/* inBrief */.aV)(line, maxError, clean));
    const cut = (0,runner_text/* shorten */.ml)(lines.join('\n'), maxError).split('\n');
    return `<blockquote>${cut.map(code).join('<br>')}</blockquote>`;
}

function inCode(text, clean, limit = maxText) {
    return code((0,runner_text/* inBrief */.aV)(text, limit, clean));
}
function requestTable({ requests: all, moreRequests, plan }, clean) {

    const rows = all.filter(({ name, successes, retries }) => name !== tokenRequest || successes === 0 || retries > 0);
    if (rows.length === 0)
        return '';
    const columns = [
        ['Request', ({ name }) => inCode(name, clean)],
        ['Status', ({ status }) => statusText(status)],
        ['Time', ({ startedAt, endedAt }) => duration(endedAt - startedAt)],
        ['Retries', retriesText],
        [
            'Pages',
            ({ name, successes }) => plan?.call?.paginate === true && name !== tokenRequest ? String(successes) : '',
        ],
        ['Sent', ({ sentBytes }) => sizeText(sentBytes)],
        ['Received', ({ receivedBytes }) => sizeText(receivedBytes)],
    ];
    const more = moreRequests === 0 ? '' : `\n<p>\u2026 and ${String(moreRequests)} more attempts</p>`;
    return table(columns, rows) + more;
}
function statusText(status) {
    if (status === undefined)
        return 'no answer';
    return `${String(status)} ${external_node_http_.STATUS_CODES[status] ?? ''}`.trim();
}
function retriesText({ retries, reasons }) {
    if (retries === 0)
        return '';
    const why = reasons.map(code).join(' ');
    return `${String(retries)}, after ${why}${retries > reasons.length ? ' \u2026' : ''}`;
}
const ends = {
    success: 'succeeded',
    warning: 'ended with warnings',
    failure: 'failed',
    none: 'had not ended',
};
function jobTable({ name, spans, leftOut, polls, end, elapsedMs }, clean) {
    const shown = leftOut === 0 ? spans : [...spans.slice(0, -1), undefined, ...spans.slice(-1)];
    const columns = [
        [
            'State',
            (span) => (span === undefined ? `\u2026 ${String(leftOut)} more` : stateText(span, clean)),
        ],
        ['Seen after', (span) => (span === undefined ? '' : duration(span.fromMs))],
        ['For', (span) => (span === undefined ? '' : spanLength(span))],
    ];
    const times = `${String(polls)} ${polls === 1 ? 'poll' : 'polls'}`;
    return (`<p>Waited for ${inCode(name, clean)}: ${ends[end ?? 'none']} after ${duration(elapsedMs)} (${times})</p>\n` +
        table(columns, shown));
}

function sourceOfOutputs({ spans }, status) {
    if (status === undefined)
        return '';
    const polled = spans.some(({ state, untilMs }) => state !== undefined && untilMs > 0);
    return `\n<p>The outputs come from the ${polled ? 'last poll' : 'start'}: status ${code(status)}.</p>`;
}
function stateText({ state }, clean) {
    return state === undefined ? 'poll failed' : inCode(state, clean);
}
function spanLength({ fromMs, untilMs }) {
    return untilMs === fromMs ? '' : duration(untilMs - fromMs);
}

function tokenSentence({ plan, expiresAt }, clean) {
    if (plan === undefined)
        return [];
    const { credential, revoke } = plan;
    if (credential.kind === 'execution-token')
        return [];
    if (credential.kind === 'access-token')
        return ['The access token was supplied as an input.'];
    if (expiresAt === undefined)
        return [];
    const { scope } = credential;
    const parts = [
        'Access token requested',
        scope === undefined
            ? 'with the scopes of the client'
            : `with the scope ${inCode(scope, clean, maxScope)}`,
        expiresAt === '' ? '' : `valid until ${expiresAt.replace(/T(.{5}).*$/u, ' $1 UTC')}`,
        revoke ? 'to be revoked when the job ends' : 'not to be revoked when the job ends',
    ];
    return [`${parts.filter((part) => part !== '').join(', ')}.`];
}
function sizeText(bytes) {
    return bytes === 0 ? '' : (0,runner_text/* sizeInWords */._u)(bytes);
}

function duration(ms) {
    if (ms < 1000)
        return `${String(ms)} ms`;
    if (ms < 59_950)
        return `${(ms / 1000).toFixed(1)} s`;
    return (0,runner_text/* durationInWords */.ji)(ms);
}
const entities = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};

function code(text) {
    const line = text.toWellFormed().replaceAll('\0', ' ').replace(/\s+/gu, ' ').trim();
    return `<code>${line.replace(/[&<>"']/gu, (char) => entities[char] ?? '')}</code>`;
}

function table(columns, rows) {
    const filled = columns
        .map(([heading, cell]) => ({ heading, cells: rows.map(cell) }))
        .filter(({ cells }) => cells.some((cell) => cell !== ''));
    const line = (tag, cells) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
    const head = line('th', filled.map(({ heading }) => heading));
    const body = rows.map((_, i) => line('td', filled.map(({ cells }) => cells[i] ?? '')));
    return ['<table>', head, ...body, '</table>'].join('\n');
}

;// CONCATENATED MODULE: ./src/summary/summary.ts







const maxBytes = 1024 * 1024;






async function summarised(runner, run) {
    const record = new StepRecord(runner);
    const setOutput = (name, value) => {
        if (name === 'expires-at')
            record.expiresAt = value;
        if (name === 'created')
            record.created = value;
        if (name === 'status')
            record.status = value;
        runner.setOutput(name, value);
    };
    try {
        await run({ ...runner, setOutput }, record);
    }
    catch (error) {
        record.failure = (0,failure/* wordsFor */.tu)(error, (0,troubleshooting/* linksFrom */.a)((name) => runner.env(name)));
        throw error;
    }
    finally {
        await write(runner, record);
    }
}
async function write(runner, record) {
    try {
        const file = runner.env('GITHUB_STEP_SUMMARY');
        if (file === undefined)
            throw new failure/* Failure */.HR('GITHUB_STEP_SUMMARY is not set');
        await append(file, render(record, runner.clock.now(), runner.clean));
    }
    catch (error) {
        const why = (0,failure/* systemCode */.xU)(error) === undefined ? (0,failure/* wordsFor */.tu)(error) : (0,failure/* causeOf */.rl)(error);
        runner.warning(`The job summary file was not written: ${why}`, 'no job summary');
    }
}

async function append(file, section) {
    const text = Buffer.from(`\n${section}\n\n`);

    const handle = await (0,promises_.open)(file, external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_APPEND);
    try {
        const { size } = await handle.stat();
        if (size + text.length > maxBytes)
            throw new failure/* Failure */.HR('it would be larger than 1 MiB');
        await handle.writeFile(text);
    }
    finally {
        await handle.close();
    }
}


/***/ })

};
;
//# sourceMappingURL=746.index.js.map