"use strict";
exports.id = 319;
exports.ids = [319];
exports.modules = {

/***/ 7319:
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
// EXTERNAL MODULE: ./src/runner/safe-text.ts
var safe_text = __webpack_require__(9541);
;// CONCATENATED MODULE: ./src/summary/record.ts

/** How much of a step is kept, whatever the network does: a summary has a most, and so has memory. */
const most = { requests: 20, stays: 50, reasons: 5, text: 4000 };
/** What the summary tells of a step: it looks on, and changes nothing. */
class StepRecord {
    requests = [];
    /** Attempts of names that came after the most that are kept. */
    moreRequests = 0;
    began;
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
    #nameOf;
    /**
     * @param name how requests are called. A parameter, as all of main's own would have to be: what two
     *   chunks share is bundled apart from the rest, and costs every step, also those without a summary
     */
    constructor(runner, name) {
        this.#runner = runner;
        this.#nameOf = name;
        this.began = runner.clock.now();
    }
    /** What the step is about to do. */
    planned(plan) {
        this.plan = plan;
        this.call = plan.call === undefined ? undefined : this.#kept(this.#nameOf(plan.call));
    }
    /** A request is about to be made again. @param why a status, or the code of a fault */
    retried(request, why) {
        const row = this.#rowFor(request);
        row.retries++;
        if (row.reasons.length < most.reasons)
            row.reasons.push(why);
    }
    /** The last attempt of a download may have brought its rest alone. */
    joined(request, part, whole) {
        if (part.status === whole.status && part.bytes === whole.bytes)
            return;
        const row = this.#rowFor(request);
        row.status = whole.status;
        row.received += whole.bytes - part.bytes;
    }
    /** @returns a Send that notes each attempt of another */
    attempts = (send) => {
        return async (request) => {
            const row = this.#rowFor(request);
            try {
                const reply = await send(request);
                row.status = reply.status;
                row.successes += Math.trunc(reply.status / 100) === 2 ? 1 : 0;
                row.received += reply.bytes;
                // Not of a payload that has to be made for it: nobody may send that one any more.
                row.sent = typeof request.payload === 'object' ? request.payload.length : row.sent;
                return reply;
            }
            finally {
                row.ended = this.#runner.clock.now();
            }
        };
    };
    /** A look at a job: see JobContext in jobs/job.ts. */
    look = (name, look, elapsed) => {
        this.job ??= { name: this.#kept(name), stays: [], left: 0, looks: 0, end: undefined, elapsed };
        const { job } = this;
        const { stays } = job;
        const state = look === undefined ? undefined : this.#kept(look.state ?? 'no state told');
        const last = stays.at(-1);
        if (last !== undefined)
            last.until = elapsed;
        if (last === undefined || last.state !== state) {
            // Where there are too many, the first ones stay, and the last.
            if (stays.length === most.stays) {
                stays.pop();
                job.left++;
            }
            stays.push({ state, from: elapsed, until: elapsed });
        }
        job.looks++;
        job.end = look?.end;
        job.elapsed = elapsed;
    };
    /** Secrets go first: half of one is known to nobody. What becomes one later goes in render.ts. */
    #kept(text) {
        return (0,safe_text/* inBrief */.aV)(text, most.text, (line) => this.#runner.clean(line));
    }
    #rowFor(request) {
        const name = this.#kept(this.#nameOf(request));
        const now = this.#runner.clock.now();
        const found = this.requests.find((row) => row.name === name);
        if (found !== undefined)
            return found;
        const row = {
            name,
            status: undefined,
            successes: 0,
            retries: 0,
            reasons: [],
            sent: 0,
            received: 0,
            began: now,
            ended: now,
        };
        if (this.requests.length < most.requests)
            this.requests.push(row);
        else
            this.moreRequests++;
        return row;
    }
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./src/summary/html.ts
/**
 * A section of the job summary is one block of HTML (CommonMark 0.31 section 4.6, kind 6): Markdown
 * has no say in it until a blank line, so only what HTML reads has to be escaped. What comes from
 * elsewhere stands in `code`, where GitHub makes no mention, reference, emoji or link of it either.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
 */
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

;// CONCATENATED MODULE: ./src/summary/render.ts



/** How much of an error, of a scope and of any other text is shown; the log has the whole. */
const mostOfError = 4000;
const mostOfScope = 500;
const mostOfText = 200;
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
        `<p>${[...token(record, clean), `The step took ${duration(now - record.began)}.`].join(' ')}</p>`,
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
        .map((line) => (0,safe_text/* inBrief */.aV)(line, mostOfError, clean));
    const cut = (0,safe_text/* shorten */.ml)(lines.join('\n'), mostOfError).split('\n');
    return `<blockquote>${cut.map(code).join('<br>')}</blockquote>`;
}
/** Cleaned here once more: an expression of `mask` may have named it a secret since it was noted. */
function inCode(text, clean, limit = mostOfText) {
    return code((0,safe_text/* inBrief */.aV)(text, limit, clean));
}
function requests({ requests: all, moreRequests, plan }, clean) {
    // A token request is of interest where it had trouble.
    const rows = all.filter(({ name, successes, retries }) => name !== tokenRequest || successes === 0 || retries > 0);
    if (rows.length === 0)
        return '';
    const columns = [
        ['Request', ({ name }) => inCode(name, clean)],
        ['Status', ({ status }) => statusText(status)],
        ['Time', ({ began, ended }) => duration(ended - began)],
        ['Retries', retriesText],
        [
            'Pages',
            ({ name, successes }) => plan?.call?.paginate === true && name !== tokenRequest ? String(successes) : '',
        ],
        ['Sent', ({ sent }) => (sent === 0 ? '' : (0,safe_text/* sizeInWords */._u)(sent))],
        ['Received', ({ received }) => (received === 0 ? '' : (0,safe_text/* sizeInWords */._u)(received))],
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
function job({ name, stays, left, looks, end, elapsed }, clean) {
    const shown = left === 0 ? stays : [...stays.slice(0, -1), undefined, ...stays.slice(-1)];
    const columns = [
        ['State', (stay) => (stay === undefined ? `\u2026 ${String(left)} more` : stateText(stay, clean))],
        ['Seen after', (stay) => (stay === undefined ? '' : duration(stay.from))],
        ['For', (stay) => (stay === undefined || stay.until === stay.from ? '' : lasted(stay))],
    ];
    const times = `${String(looks)} ${looks === 1 ? 'look' : 'looks'}`;
    return (`<p>Waited for ${inCode(name, clean)}: ${ends[end ?? 'none']} after ${duration(elapsed)} (${times})</p>\n` +
        table(columns, shown));
}
/** The table of requests shows the status of the start; the outputs are those of the last poll. */
function whoseStatus({ stays }, status) {
    if (status === undefined)
        return '';
    const polled = stays.some(({ state, until }) => state !== undefined && until > 0);
    return `\n<p>The outputs are those of the ${polled ? 'last poll' : 'start'}: status ${code(status)}.</p>`;
}
function stateText({ state }, clean) {
    return state === undefined ? 'could not be seen' : inCode(state, clean);
}
function lasted({ from, until }) {
    return duration(until - from);
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
            : `with the scope ${inCode(scope, clean, mostOfScope)}`,
        expiresAt === '' ? '' : `valid until ${expiresAt.replace(/T(.{5}).*$/u, ' $1 UTC')}`,
        revoke ? 'to be revoked when the job ends' : 'not to be revoked when the job ends',
    ];
    return [`${parts.filter((part) => part !== '').join(', ')}.`];
}
/** Milliseconds in words. */
function duration(ms) {
    if (ms < 1000)
        return `${String(ms)} ms`;
    if (ms < 59_950)
        return `${(ms / 1000).toFixed(1)} s`;
    return (0,safe_text/* durationInWords */.ji)(ms);
}

;// CONCATENATED MODULE: ./src/summary/summary.ts






/** GitHub takes no larger summary of a step, in bytes; render.ts stays far below it. */
const mostBytes = 1024 * 1024;
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
 * @param name how requests are called
 * @throws what the story throws
 */
async function summarised(runner, story, name) {
    const record = new StepRecord(runner, name);
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
        const clean = (text) => runner.clean(text);
        await append(file, render(record, runner.clock.now(), clean));
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
        if (size + text.length > mostBytes)
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
//# sourceMappingURL=319.index.js.map