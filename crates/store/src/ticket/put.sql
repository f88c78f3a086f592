INSERT INTO tickets (
  account, id, number, subject, status, queue, customer_id, customer, contact, email, assignee, channel, url,
  created, updated, version, gone, merged_into, complete, fields, solved, digest, revision, waiting
) VALUES (
  :account, :id, :number, :subject, :status, :queue, :customer_id, :customer, :contact, :email, :assignee, :channel,
  :url, :created, :updated, :version, :gone, :merged_into, :complete, :fields, :solved, :digest, :revision,
  :gone IS NULL
)
ON CONFLICT (account, id) DO UPDATE SET
  number = excluded.number, subject = excluded.subject, status = excluded.status, queue = excluded.queue,
  customer_id = excluded.customer_id, customer = excluded.customer, contact = excluded.contact,
  email = excluded.email, assignee = excluded.assignee, channel = excluded.channel, url = excluded.url,
  created = excluded.created, updated = excluded.updated, version = excluded.version, gone = excluded.gone,
  merged_into = excluded.merged_into, complete = excluded.complete, fields = excluded.fields,
  solved = excluded.solved, digest = excluded.digest, revision = excluded.revision, waiting = excluded.waiting,
  erased = NULL
RETURNING row
