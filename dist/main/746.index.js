"use strict";
exports.id = 746;
exports.ids = [746];
exports.modules = {

/***/ 4746:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  summarised: () => (/* binding */ summarised)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/troubleshooting.ts
var troubleshooting = __webpack_require__(933);
// EXTERNAL MODULE: ./src/runner/text.ts
var runner_text = __webpack_require__(4099);
;// CONCATENATED MODULE: ./src/summary/record.ts

/** How much of a step is kept, whatever the network does: a summary has a most, and so has memory. */
const max = { requests: 20, states: 50, reasons: 5, text: 4000 };
/** What the summary tells of a step: it looks on, and changes nothing. */
class StepRecord {
    requests = [];
    /** Attempts of names that came after the most that are kept. */
    moreRequests = 0;
    startedAt;
    plan;
    /** The call; undefined where none is planned. */
    call;
    job;
    /** The output `status`; undefined as long as it is not set. */
    status;
    /** The output `expires-at`; undefined as long as no token was requested. */
    expiresAt;
    failure;
    #runner;
    constructor(runner) {
        this.#runner = runner;
        this.startedAt = runner.clock.now();
    }
    /** What the step is about to do. @param call how its call is called in logs */
    planned(plan, call) {
        this.plan = plan;
        this.call = call === undefined ? undefined : this.#kept(call);
    }
    /** An attempt at a request has ended. */
    attempted = ({ name, request, startedAt, reply, retriedFor }) => {
        const row = this.#rowFor(this.#kept(name), startedAt);
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
        // Not of a payload that has to be made for it: nobody may send that one any more.
        if (typeof request.payload === 'object')
            row.sentBytes = request.payload.length;
    };
    /** A look at a job: see JobContext in jobs/job.ts. */
    look = (name, look, elapsedMs) => {
        const job = (this.job ??= {
            name: this.#kept(name),
            spans: [],
            leftOut: 0,
            looks: 0,
            end: undefined,
            elapsedMs,
        });
        const state = look === undefined ? undefined : this.#kept(look.state ?? 'no state told');
        const last = job.spans.at(-1);
        if (last !== undefined)
            last.untilMs = elapsedMs;
        if (last === undefined || last.state !== state) {
            // Where there are too many, the first ones stay, and the last.
            if (job.spans.length === max.states) {
                job.spans.pop();
                job.leftOut++;
            }
            job.spans.push({ state, fromMs: elapsedMs, untilMs: elapsedMs });
        }
        job.looks++;
        job.end = look?.end;
        job.elapsedMs = elapsedMs;
    };
    /** Secrets go first: half of one is known to nobody. What becomes one later goes in section.ts. */
    #kept(text) {
        return (0,runner_text/* inBrief */.aV)(text, max.text, this.#runner.clean);
    }
    /** @returns one that nobody looks at for a name that came too late to be kept */
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

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./src/summary/section.ts


/**
 * A section of the job summary is one block of HTML (CommonMark 0.31 section 4.6, kind 6): Markdown
 * has no say in it until a blank line, so only what HTML reads has to be escaped. What comes from
 * elsewhere stands in `code`, where GitHub makes no mention, reference, emoji or link of it either.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
 */
/** How much of an error, of a scope and of any other text is shown; the log has the whole. */
const maxError = 4000;
const maxScope = 500;
const maxText = 200;
const tokenRequest = 'POST /oauth/token';
/**
 * The section of a step.
 * @param now milliseconds since the epoch
 * @param clean takes secrets out
 * @returns Markdown that reads well under the section of another step
 */
function render(record, now, clean) {
    const { failure } = record;
    return [
        `<h3>${failure === undefined ? '\u2705' : '\u274c'} ${title(record, clean)}</h3>`,
        failure === undefined ? '' : error(failure, clean),
        requests(record, clean),
        record.job === undefined ? '' : job(record.job, clean) + whoseStatus(record.job, record.status),
        `<p>${[...token(record, clean), `The step took ${duration(now - record.startedAt)}.`].join(' ')}</p>`,
    ]
        .filter((part) => part !== '')
        .join('\n');
}
function title({ call, plan }, clean) {
    if (plan === undefined)
        return 'Qlik Cloud';
    if (call !== undefined)
        return inCode(call, clean);
    return `Access token for ${inCode(new URL(plan.access.tenant.origin).host, clean)}`;
}
function error(failure, clean) {
    const lines = clean(failure)
        .split('\n')
        .map((line) => (0,runner_text/* inBrief */.aV)(line, maxError, clean));
    const cut = (0,runner_text/* shorten */.ml)(lines.join('\n'), maxError).split('\n');
    return `<blockquote>${cut.map(code).join('<br>')}</blockquote>`;
}
/** Cleaned here once more: an expression of `mask` may have named it a secret since it was noted. */
function inCode(text, clean, limit = maxText) {
    return code((0,runner_text/* inBrief */.aV)(text, limit, clean));
}
function requests({ requests: all, moreRequests, plan }, clean) {
    // A token request is of interest where it had trouble.
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
    well: 'ended well',
    warning: 'ended, with a warning',
    bad: 'ended badly',
    none: 'not seen to end',
};
function job({ name, spans, leftOut, looks, end, elapsedMs }, clean) {
    const shown = leftOut === 0 ? spans : [...spans.slice(0, -1), undefined, ...spans.slice(-1)];
    const columns = [
        [
            'State',
            (span) => (span === undefined ? `\u2026 ${String(leftOut)} more` : stateText(span, clean)),
        ],
        ['Seen after', (span) => (span === undefined ? '' : duration(span.fromMs))],
        ['For', (span) => (span === undefined ? '' : lasted(span))],
    ];
    const times = `${String(looks)} ${looks === 1 ? 'look' : 'looks'}`;
    return (`<p>Waited for ${inCode(name, clean)}: ${ends[end ?? 'none']} after ${duration(elapsedMs)} (${times})</p>\n` +
        table(columns, shown));
}
/** The table of requests shows the status of the start; the outputs are those of the last poll. */
function whoseStatus({ spans }, status) {
    if (status === undefined)
        return '';
    const polled = spans.some(({ state, untilMs }) => state !== undefined && untilMs > 0);
    return `\n<p>The outputs are those of the ${polled ? 'last poll' : 'start'}: status ${code(status)}.</p>`;
}
function stateText({ state }, clean) {
    return state === undefined ? 'could not be seen' : inCode(state, clean);
}
function lasted({ fromMs, untilMs }) {
    return untilMs === fromMs ? '' : duration(untilMs - fromMs);
}
/** Where the token came from, and when it ends. */
function token({ plan, expiresAt }, clean) {
    if (plan === undefined)
        return [];
    const { credential, revoke } = plan.access;
    if (credential.kind === 'access-token')
        return ['The step was given its access token.'];
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
/** Milliseconds in words. */
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
/** @param text any text, its secrets taken out */
function code(text) {
    const line = text.toWellFormed().replaceAll('\0', ' ').replace(/\s+/gu, ' ').trim();
    return `<code>${line.replace(/[&<>"']/gu, (char) => entities[char] ?? '')}</code>`;
}
/** @returns a table without the columns that no row has anything in, and without a blank line */
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






/** GitHub takes no larger summary of a step, in bytes; section.ts stays far below it. */
const maxBytes = 1024 * 1024;
/** What the system's codes mean for the file of a summary. */
const causes = {
    EACCES: 'there is no permission to',
    EISDIR: 'its file is a folder',
    ENOENT: 'its file is not there',
    ENOSPC: 'the disk is full',
    EPERM: 'there is no permission to',
    EROFS: 'the disk is read-only',
};
/**
 * Tells a step's story, and adds a section about it to the job summary however it ends. A summary
 * that cannot be written is a warning.
 * @throws what the story throws
 */
async function summarised(runner, story) {
    const record = new StepRecord(runner);
    const setOutput = (name, value) => {
        if (name === 'expires-at')
            record.expiresAt = value;
        if (name === 'status')
            record.status = value;
        runner.setOutput(name, value);
    };
    try {
        await story({ ...runner, setOutput }, record);
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
        const code = (0,failure/* systemCode */.xU)(error);
        const why = code === undefined ? (0,failure/* wordsFor */.tu)(error) : (causes[code] ?? code);
        runner.warning(`The job summary was not written: ${why}`, 'no job summary');
    }
}
/** Adds to what is there: blank lines keep two sections apart. */
async function append(file, section) {
    const text = Buffer.from(`\n${section}\n\n`);
    // The runner made the file: where there is none, nobody would read it.
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