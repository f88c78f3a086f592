//! Where a description differs from the documentation that it describes. Each has its place in the documentation; whatever else the
//! mock finds fails the test, and so does an oddity that is not met any more.

use super::call::Call;

/// A request that the documentation has and the description has not.
pub struct Oddity {
    /// The operation, as the description names it.
    pub at: &'static str,
    /// A part of what the mock says.
    pub finding: &'static str,
    /// How the request goes out once more so that the mock answers.
    pub instead: Instead,
    /// What the documentation says, and where.
    pub because: &'static str,
}

/// How a request is changed for the mock.
#[derive(Clone, Copy)]
pub enum Instead {
    /// Not at all: the mock has passed it over.
    AsItIs,
    /// With this parameter.
    Query(&'static str, &'static str),
    /// To this path.
    Path(&'static str),
    /// Without what this pointer names in its body.
    Without(&'static str),
    /// Without its body.
    Bare,
    /// With the texts of its form as JSON.
    Json,
}

/// An answer that no portal gives.
pub struct Amendment {
    /// The operation, as the description names it.
    pub at: &'static str,
    /// Pointers to the members; `*` stands for each place of a list.
    pub members: &'static [&'static str],
    /// What they are set to, as JSON.
    pub to: &'static str,
    /// Why.
    pub because: &'static str,
}

const fn passed_over(at: &'static str, finding: &'static str, because: &'static str) -> Oddity {
    Oddity { at, finding, instead: Instead::AsItIs, because }
}

const PAGED: &str = "lists take page[size] and page[after]: \
    https://developer.zendesk.com/api-reference/introduction/pagination/#using-cursor-pagination";
const OFFSET: &str = "lists take per_page and page: \
    https://developer.zendesk.com/api-reference/introduction/pagination/#using-offset-pagination";
const SIDE: &str = "tickets come with users, groups, organizations and slas: \
    https://developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/side_loading/";
const CUSTOM: &str = "a field of a ticket has an id and a value; the description names the definition of a field in its place: \
    https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets/#setting-custom-field-values";
const METADATA: &str = "an update takes metadata, which its audit shows: \
    https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets/#setting-metadata";
const TAGS: &str = "both have a body with tags, updated_stamp and safe_update: \
    https://developer.zendesk.com/api-reference/ticketing/ticket-management/tags/#safe-update";

/// Of the description of Zendesk.
pub const ZENDESK: &[Oddity] = &[
    Oddity {
        at: "GET /api/v2/incremental/tickets/cursor",
        finding: "must have required property 'start_time'",
        instead: Instead::Query("start_time", "1332034771"),
        because: "only the first request has a start_time, all later ones the cursor: \
            https://developer.zendesk.com/documentation/ticketing/managing-tickets/using-the-incremental-export-api/#cursor-based-incremental-exports",
    },
    passed_over("GET /api/v2/incremental/tickets/cursor", "parameter per_page", OFFSET),
    passed_over("GET /api/v2/search/export", "parameter page[after]", PAGED),
    passed_over("GET /api/v2/groups", "parameter page[size]", PAGED),
    passed_over("GET /api/v2/ticket_fields", "parameter page[size]", PAGED),
    passed_over("GET /api/v2/tickets/{ticket_id}/audits", "parameter page[size]", PAGED),
    passed_over("GET /api/v2/deleted_tickets", "parameter per_page", OFFSET),
    passed_over("GET /api/v2/deleted_tickets", "parameter page", OFFSET),
    passed_over("GET /api/v2/tickets/show_many", "parameter include", SIDE),
    passed_over("GET /api/v2/tickets/{ticket_id}", "parameter include", SIDE),
    passed_over("PUT /api/v2/tickets/{ticket_id}", "member ticket.metadata", METADATA),
    passed_over("POST /api/v2/tickets", "member ticket.metadata", METADATA),
    passed_over(
        "POST /api/v2/tickets",
        "member ticket.requester",
        "a ticket is created for a new requester by name and address: \
            https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets/#creating-a-ticket-with-a-new-requester",
    ),
    passed_over("PUT /api/v2/tickets/{ticket_id}", "member ticket.custom_fields.id", CUSTOM),
    passed_over("PUT /api/v2/tickets/{ticket_id}", "member ticket.custom_fields.value", CUSTOM),
    Oddity {
        at: "PUT /api/v2/tickets/{ticket_id}",
        finding: "ticket.custom_fields.0 must have required property",
        instead: Instead::Without("/ticket/custom_fields"),
        because: CUSTOM,
    },
    Oddity {
        at: "PUT /api/v2/tickets/{ticket_id}",
        finding: "ticket.assignee_id must be integer",
        instead: Instead::Without("/ticket/assignee_id"),
        because: "tickets without an assignee show null; that null takes one away is written nowhere, and assumed",
    },
    Oddity {
        at: "PUT /api/v2/tickets/{ticket_id}/tags",
        finding: "Invalid content type",
        instead: Instead::Bare,
        because: TAGS,
    },
    Oddity {
        at: "DELETE /api/v2/tickets/{ticket_id}/tags",
        finding: "Invalid content type",
        instead: Instead::Bare,
        because: TAGS,
    },
    Oddity {
        at: "POST /api/v2/uploads",
        finding: "Invalid content type",
        instead: Instead::Bare,
        because: "the body is the file: https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-attachments/#upload-files",
    },
    passed_over(
        "POST /api/v2/uploads",
        "parameter filename",
        "the parameter is required: https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-attachments/#upload-files",
    ),
];

/// Of the example answers of Zendesk.
pub const ZENDESK_ANSWERS: &[Amendment] = &[
    Amendment {
        at: "GET /api/v2/search/export",
        members: &["/meta/has_more"],
        to: "false",
        because: "the example is the first of many pages and has no rows; on the last one has_more is false",
    },
    Amendment {
        at: "POST /api/v2/tickets/{ticket_id}/merge",
        members: &["/job_status/status"],
        to: "\"queued\"",
        because: "the example is of work that has ended; what was just begun is queued: \
            https://developer.zendesk.com/api-reference/ticketing/ticket-management/job_statuses/",
    },
    Amendment {
        at: "GET /api/v2/users/search",
        members: &["/users/*/role"],
        to: "\"agent\"",
        because: "the example leaves the role out, which every user has: \
            https://developer.zendesk.com/api-reference/ticketing/users/users/",
    },
];

/// Of the description of Freshdesk.
pub const FRESHDESK: &[Oddity] = &[
    Oddity {
        at: "GET /api/v2/agents/{agent_id}",
        finding: "agent_id must be integer",
        instead: Instead::Path("/api/v2/agents/1"),
        because: "`me` is whom the key stands for: \"Currently Authenticated Agent\" in https://developers.freshdesk.com/api/",
    },
    Oddity {
        at: "GET /api/v2/tickets",
        finding: "include must be equal to one of the allowed values",
        instead: Instead::Query("include", "requester"),
        because: "several are joined by commas, and each costs two credits: https://developers.freshdesk.com/api/#list_all_tickets",
    },
    Oddity {
        at: "GET /api/v2/tickets/{ticket_id}",
        finding: "include must be equal to one of the allowed values",
        instead: Instead::Query("include", "requester"),
        because: "several are joined by commas: https://developers.freshdesk.com/api/#view_a_ticket",
    },
    Oddity {
        at: "PUT /api/v2/tickets/{ticket_id}",
        finding: "responder_id must be integer",
        instead: Instead::Without("/responder_id"),
        because: "tickets without an agent show null; that null takes one away is written nowhere, and assumed",
    },
    Oddity {
        at: "POST /api/v2/tickets/{ticket_id}/reply",
        finding: "Invalid content type",
        instead: Instead::Json,
        because: "messages with files are forms: https://developers.freshdesk.com/api/#reply_ticket",
    },
    Oddity {
        at: "POST /api/v2/tickets/{ticket_id}/notes",
        finding: "Invalid content type",
        instead: Instead::Json,
        because: "messages with files are forms: https://developers.freshdesk.com/api/#add_note_to_a_ticket",
    },
];

/// Of the answers that the mock makes up for Freshdesk, since its description has no examples: every yes-or-no is yes, and all
/// numbers are the same.
pub const FRESHDESK_ANSWERS: &[Amendment] = &[
    Amendment {
        at: "GET /api/v2/tickets",
        members: &["/*/spam"],
        to: "false",
        because: "this list has no spam: https://developers.freshdesk.com/api/#list_all_tickets",
    },
    Amendment {
        at: "GET /api/v2/tickets",
        members: &["/*/id"],
        to: "35436",
        because: "numbers of tickets are not below zero",
    },
    Amendment {
        at: "GET /api/v2/tickets/{ticket_id}",
        members: &["/id"],
        to: "35436",
        because: "numbers of tickets are not below zero",
    },
    Amendment {
        at: "GET /api/v2/tickets/{ticket_id}",
        members: &["/spam"],
        to: "false",
        because: "or nothing of the ticket would be read",
    },
    Amendment {
        at: "GET /api/v2/tickets/{ticket_id}/conversations",
        members: &["/*/user_id"],
        to: "7",
        because: "somebody else than the requester, who has to be asked for",
    },
];

impl Oddity {
    /// The request as the mock takes it.
    pub fn apply(&self, call: &mut Call) {
        match self.instead {
            Instead::AsItIs => {}
            Instead::Query(name, value) => call.set_query(name, value),
            Instead::Path(path) => call.url.set_path(path),
            Instead::Without(pointer) => call.take_out(pointer),
            Instead::Bare => call.body = None,
            Instead::Json => call.form_to_json(),
        }
    }
}
