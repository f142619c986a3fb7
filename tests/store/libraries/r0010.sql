BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0010');
CREATE TABLE articles (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	source_kind TEXT DEFAULT '' NOT NULL, 
	source_name TEXT DEFAULT '' NOT NULL, 
	source_link TEXT DEFAULT '' NOT NULL, 
	words INTEGER NOT NULL, 
	added_at INTEGER NOT NULL, author TEXT DEFAULT '' NOT NULL, date TEXT DEFAULT '' NOT NULL, licence TEXT DEFAULT '' NOT NULL, pages TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_articles PRIMARY KEY (id), 
	CONSTRAINT uq_articles_key UNIQUE ("key")
)
 STRICT

;
INSERT INTO "articles" VALUES(1,'8056f25723d57edba8a8c5b73d84aa4d09f3575c4871ecc6ac6ead0f4dc9fea1','How lithium works','# How lithium works

Step 0 of lithium raises protein 0 in the brain. Step 1 of lithium raises protein 1 in the brain. Step 2 of lithium raises protein 2 in the brain. Step 3 of lithium raises protein 3 in the brain.

Subscribe to our newsletter
','file','lithium.md','https://example.org/lithium',43,1772442000000,'','','','');
CREATE TABLE blocks (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	level INTEGER DEFAULT 0 NOT NULL, 
	junk TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_blocks PRIMARY KEY (id), 
	CONSTRAINT fk_blocks_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "blocks" VALUES(1,1,0,2,19,'heading',1,'');
INSERT INTO "blocks" VALUES(2,1,1,21,216,'paragraph',0,'');
INSERT INTO "blocks" VALUES(3,1,2,218,245,'paragraph',0,'newsletter');
CREATE TABLE "cards" (
	id INTEGER NOT NULL, 
	note_id INTEGER NOT NULL, 
	deck_id INTEGER NOT NULL, 
	ordinal INTEGER DEFAULT 0 NOT NULL, 
	position INTEGER DEFAULT 0 NOT NULL, 
	suspended INTEGER DEFAULT 0 NOT NULL, 
	buried_until INTEGER DEFAULT 0 NOT NULL, 
	flag INTEGER DEFAULT 0 NOT NULL, 
	leech INTEGER DEFAULT 0 NOT NULL, 
	state INTEGER DEFAULT 0 NOT NULL, 
	step INTEGER DEFAULT 0 NOT NULL, 
	stability REAL, 
	difficulty REAL, 
	due_at INTEGER, 
	due_day INTEGER, 
	last_at INTEGER, 
	last_day INTEGER, 
	interval INTEGER DEFAULT 0 NOT NULL, 
	reps INTEGER DEFAULT 0 NOT NULL, 
	lapses INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_cards PRIMARY KEY (id), 
	CONSTRAINT ck_cards_difficulty CHECK (difficulty IS NULL OR difficulty BETWEEN 1 AND 10), 
	CONSTRAINT ck_cards_flag CHECK (flag BETWEEN 0 AND 7), 
	CONSTRAINT ck_cards_stability CHECK (stability IS NULL OR stability > 0), 
	CONSTRAINT ck_cards_state CHECK (state BETWEEN 0 AND 3), 
	CONSTRAINT fk_cards_deck_id_decks FOREIGN KEY(deck_id) REFERENCES decks (id) ON DELETE CASCADE, 
	CONSTRAINT fk_cards_note_id_notes FOREIGN KEY(note_id) REFERENCES notes (id) ON DELETE CASCADE, 
	CONSTRAINT uq_cards_note_id_ordinal UNIQUE (note_id, ordinal)
)
 STRICT

;
INSERT INTO "cards" VALUES(1,1,1,0,1,0,0,0,0,1,1,2.3065,2.11810397045901588342e+00,1772442780000,NULL,1772442180000,20514,0,1,0);
INSERT INTO "cards" VALUES(2,2,1,0,2,0,0,0,0,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0);
CREATE TABLE deck_presets (
	deck_id INTEGER NOT NULL, 
	preset_id INTEGER NOT NULL, 
	CONSTRAINT pk_deck_presets PRIMARY KEY (deck_id), 
	CONSTRAINT fk_deck_presets_deck_id_decks FOREIGN KEY(deck_id) REFERENCES decks (id) ON DELETE CASCADE, 
	CONSTRAINT fk_deck_presets_preset_id_presets FOREIGN KEY(preset_id) REFERENCES presets (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE decks (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	created_at INTEGER NOT NULL, 
	CONSTRAINT pk_decks PRIMARY KEY (id), 
	CONSTRAINT uq_decks_name UNIQUE (name)
)
 STRICT

;
INSERT INTO "decks" VALUES(1,'Brain',1772442000000);
CREATE TABLE drafts (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact INTEGER DEFAULT (-1) NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	role TEXT DEFAULT '' NOT NULL, 
	type TEXT DEFAULT '' NOT NULL, 
	question TEXT DEFAULT '' NOT NULL, 
	answer TEXT DEFAULT '' NOT NULL, 
	hedged INTEGER DEFAULT 0 NOT NULL, 
	section TEXT DEFAULT '' NOT NULL, 
	score REAL DEFAULT 0 NOT NULL, 
	state TEXT DEFAULT '' NOT NULL, 
	note_id INTEGER, 
	CONSTRAINT pk_drafts PRIMARY KEY (id), 
	CONSTRAINT fk_drafts_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	CONSTRAINT fk_drafts_note_id_notes FOREIGN KEY(note_id) REFERENCES notes (id) ON DELETE SET NULL
)
 STRICT

;
INSERT INTO "drafts" VALUES(1,1,0,0,21,69,'mechanism','basic','What does step 0 of lithium raise?','protein 0',0,'How lithium works',1.0,'accepted',1);
INSERT INTO "drafts" VALUES(2,1,1,1,70,118,'theory','basic','What does step 1 of lithium raise?','protein 1',1,'How lithium works',0.5,'rejected',NULL);
INSERT INTO "drafts" VALUES(3,1,2,2,119,167,'risk','cloze','Step 2 of lithium raises {{c1::protein 2}} in the brain.','protein 2',0,'How lithium works',3.33333333333333314829e-01,'accepted',2);
INSERT INTO "drafts" VALUES(4,1,3,3,168,216,'mechanism','basic','What does step 3 of lithium raise?','protein 3',0,'How lithium works',0.25,'waiting',NULL);
CREATE TABLE editions (
	id INTEGER NOT NULL, 
	deck_id INTEGER, 
	name TEXT DEFAULT '' NOT NULL, 
	number INTEGER NOT NULL, 
	made_at INTEGER NOT NULL, 
	with_progress INTEGER DEFAULT 0 NOT NULL, 
	notes INTEGER DEFAULT 0 NOT NULL, 
	counts TEXT DEFAULT '' NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_editions PRIMARY KEY (id), 
	CONSTRAINT fk_editions_deck_id_decks FOREIGN KEY(deck_id) REFERENCES decks (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE edits (
	id INTEGER NOT NULL, 
	note_id INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	fields TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_edits PRIMARY KEY (id), 
	CONSTRAINT fk_edits_note_id_notes FOREIGN KEY(note_id) REFERENCES notes (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE exam_articles (
	exam_id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	CONSTRAINT pk_exam_articles PRIMARY KEY (exam_id, article_id), 
	CONSTRAINT fk_exam_articles_exam_id_exams FOREIGN KEY(exam_id) REFERENCES exams (id) ON DELETE CASCADE, 
	CONSTRAINT fk_exam_articles_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE exam_decks (
	exam_id INTEGER NOT NULL, 
	deck_id INTEGER NOT NULL, 
	CONSTRAINT pk_exam_decks PRIMARY KEY (exam_id, deck_id), 
	CONSTRAINT fk_exam_decks_exam_id_exams FOREIGN KEY(exam_id) REFERENCES exams (id) ON DELETE CASCADE, 
	CONSTRAINT fk_exam_decks_deck_id_decks FOREIGN KEY(deck_id) REFERENCES decks (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE exam_moves (
	card_id INTEGER NOT NULL, 
	exam_id INTEGER NOT NULL, 
	was_day INTEGER NOT NULL, 
	due_day INTEGER NOT NULL, 
	why TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_exam_moves PRIMARY KEY (card_id), 
	CONSTRAINT fk_exam_moves_card_id_cards FOREIGN KEY(card_id) REFERENCES cards (id) ON DELETE CASCADE, 
	CONSTRAINT fk_exam_moves_exam_id_exams FOREIGN KEY(exam_id) REFERENCES exams (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE exams (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	at INTEGER NOT NULL, 
	detail TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_exams PRIMARY KEY (id), 
	CONSTRAINT uq_exams_name UNIQUE (name)
)
 STRICT

;
CREATE TABLE facts (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	detail TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_facts PRIMARY KEY (id), 
	CONSTRAINT fk_facts_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "facts" VALUES(1,1,0,21,69,'mechanism','{"subject": "step 0", "relation": "raises", "object": "protein 0", "condition": "", "negated": false, "hedge": "", "attribution": "", "theory": 0, "section": "How lithium works", "form": "statement", "statement": "", "auxiliary": "", "verb": "", "tail": "", "plural": false, "subject_class": "", "object_class": "", "frame": "", "topic": "", "gaps": []}');
INSERT INTO "facts" VALUES(2,1,1,70,118,'theory','{"subject": "step 1", "relation": "raises", "object": "protein 1", "condition": "", "negated": false, "hedge": "", "attribution": "", "theory": 0, "section": "How lithium works", "form": "statement", "statement": "", "auxiliary": "", "verb": "", "tail": "", "plural": false, "subject_class": "", "object_class": "", "frame": "", "topic": "", "gaps": []}');
INSERT INTO "facts" VALUES(3,1,2,119,167,'risk','{"subject": "step 2", "relation": "raises", "object": "protein 2", "condition": "", "negated": false, "hedge": "", "attribution": "", "theory": 0, "section": "How lithium works", "form": "statement", "statement": "", "auxiliary": "", "verb": "", "tail": "", "plural": false, "subject_class": "", "object_class": "", "frame": "", "topic": "", "gaps": []}');
INSERT INTO "facts" VALUES(4,1,3,168,216,'mechanism','{"subject": "step 3", "relation": "raises", "object": "protein 3", "condition": "", "negated": false, "hedge": "", "attribution": "", "theory": 0, "section": "How lithium works", "form": "statement", "statement": "", "auxiliary": "", "verb": "", "tail": "", "plural": false, "subject_class": "", "object_class": "", "frame": "", "topic": "", "gaps": []}');
CREATE TABLE judgements (
	id INTEGER NOT NULL, 
	draft_id INTEGER, 
	verdict TEXT DEFAULT '' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	role TEXT DEFAULT '' NOT NULL, 
	type TEXT DEFAULT '' NOT NULL, 
	question TEXT DEFAULT '' NOT NULL, 
	answer TEXT DEFAULT '' NOT NULL, 
	question_after TEXT DEFAULT '' NOT NULL, 
	answer_after TEXT DEFAULT '' NOT NULL, 
	sentence_key TEXT DEFAULT '' NOT NULL, 
	sentence TEXT DEFAULT '' NOT NULL, 
	score REAL DEFAULT 0 NOT NULL, 
	features TEXT DEFAULT '' NOT NULL, 
	judged_at INTEGER NOT NULL, 
	CONSTRAINT pk_judgements PRIMARY KEY (id), 
	CONSTRAINT ck_judgements_verdict CHECK (verdict IN ('keep', 'edit', 'reject')), 
	CONSTRAINT fk_judgements_draft_id_drafts FOREIGN KEY(draft_id) REFERENCES drafts (id) ON DELETE SET NULL
)
 STRICT

;
CREATE TABLE note_types (
	id INTEGER NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	fields TEXT DEFAULT '' NOT NULL, 
	templates TEXT DEFAULT '' NOT NULL, 
	css TEXT DEFAULT '' NOT NULL, 
	is_cloze INTEGER DEFAULT 0 NOT NULL, 
	modified INTEGER DEFAULT 0 NOT NULL, extra TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_note_types PRIMARY KEY (id)
)
 STRICT

;
INSERT INTO "note_types" VALUES(1763856000101,'Flashcards Basic','[[1763856010101, "Front"], [1763856010102, "Back"], [1763856010103, "Source sentence"], [1763856010104, "Source title"], [1763856010105, "Source link"], [1763856010106, "Location"], [1763856010107, "Role"], [1763856010108, "Student note"], [1763856010109, "Extra1"], [1763856010110, "Extra2"], [1763856010111, "Uid"]]','[[1763856010201, "Card 1", "{{#Role}}<div class=\"role\">{{Role}}</div>{{/Role}}<div class=\"question\">{{Front}}</div>", "{{FrontSide}}<hr id=\"answer\"><div class=\"answer\">{{Back}}</div>{{#Source sentence}}<div class=\"source\">\u201c{{Source sentence}}\u201d<div class=\"origin\">{{Source title}}{{#Location}} \u00b7 {{Location}}{{/Location}}{{#Source link}} \u00b7 <a href=\"{{Source link}}\">open</a>{{/Source link}}</div></div>{{/Source sentence}}{{#Student note}}<div class=\"student\">{{Student note}}</div>{{/Student note}}"]]','.card { font-family: -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-size: 21px;
  line-height: 1.45; color: #1d2330; background: #f6f7f9; text-align: center; max-width: 34em;
  margin: 0 auto; padding: 18px; }
.role { font-size: 13px; color: #5c6675; margin-bottom: 14px; }
.answer { margin: 14px 0; }
.cloze { color: #2563c9; font-weight: 600; }
.source { font-size: 15px; color: #5c6675; border-left: 3px solid #2563c9; text-align: left;
  padding: 2px 0 2px 12px; margin-top: 26px; }
.origin { font-size: 13px; margin-top: 6px; }
.student { font-size: 15px; text-align: left; margin-top: 14px; }
.nightMode.card, .nightMode .card { color: #e6e8ec; background: #1f2227; }
.nightMode .role, .nightMode .source { color: #9aa3b2; }
.nightMode .cloze { color: #5b9dff; }
.nightMode .source { border-color: #5b9dff; }
',0,1763856000,'');
INSERT INTO "note_types" VALUES(1763856000102,'Flashcards Cloze','[[1763856020101, "Text"], [1763856020102, "Back Extra"], [1763856020103, "Source sentence"], [1763856020104, "Source title"], [1763856020105, "Source link"], [1763856020106, "Location"], [1763856020107, "Role"], [1763856020108, "Student note"], [1763856020109, "Extra1"], [1763856020110, "Extra2"], [1763856020111, "Uid"]]','[[1763856020201, "Cloze", "{{#Role}}<div class=\"role\">{{Role}}</div>{{/Role}}<div class=\"question\">{{cloze:Text}}</div>", "{{#Role}}<div class=\"role\">{{Role}}</div>{{/Role}}<div class=\"question\">{{cloze:Text}}</div>{{#Back Extra}}<div>{{Back Extra}}</div>{{/Back Extra}}{{#Source sentence}}<div class=\"source\">\u201c{{Source sentence}}\u201d<div class=\"origin\">{{Source title}}{{#Location}} \u00b7 {{Location}}{{/Location}}{{#Source link}} \u00b7 <a href=\"{{Source link}}\">open</a>{{/Source link}}</div></div>{{/Source sentence}}{{#Student note}}<div class=\"student\">{{Student note}}</div>{{/Student note}}"]]','.card { font-family: -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-size: 21px;
  line-height: 1.45; color: #1d2330; background: #f6f7f9; text-align: center; max-width: 34em;
  margin: 0 auto; padding: 18px; }
.role { font-size: 13px; color: #5c6675; margin-bottom: 14px; }
.answer { margin: 14px 0; }
.cloze { color: #2563c9; font-weight: 600; }
.source { font-size: 15px; color: #5c6675; border-left: 3px solid #2563c9; text-align: left;
  padding: 2px 0 2px 12px; margin-top: 26px; }
.origin { font-size: 13px; margin-top: 6px; }
.student { font-size: 15px; text-align: left; margin-top: 14px; }
.nightMode.card, .nightMode .card { color: #e6e8ec; background: #1f2227; }
.nightMode .role, .nightMode .source { color: #9aa3b2; }
.nightMode .cloze { color: #5b9dff; }
.nightMode .source { border-color: #5b9dff; }
',1,1763856000,'');
CREATE TABLE notes (
	id INTEGER NOT NULL, 
	guid TEXT NOT NULL, 
	note_type_id INTEGER NOT NULL, 
	article_id INTEGER, 
	start INTEGER, 
	"end" INTEGER, 
	role TEXT DEFAULT '' NOT NULL, 
	fields TEXT DEFAULT '' NOT NULL, 
	tags TEXT DEFAULT '' NOT NULL, 
	created_at INTEGER NOT NULL, 
	edited_at INTEGER NOT NULL, 
	CONSTRAINT pk_notes PRIMARY KEY (id), 
	CONSTRAINT fk_notes_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE SET NULL, 
	CONSTRAINT fk_notes_note_type_id_note_types FOREIGN KEY(note_type_id) REFERENCES note_types (id), 
	CONSTRAINT uq_notes_guid UNIQUE (guid)
)
 STRICT

;
INSERT INTO "notes" VALUES(1,'waBbyl2H-bbFpnpr',1763856000101,1,21,69,'mechanism','What does step 0 of lithium raise?protein 0Step 0 of lithium raises protein 0 in the brain.How lithium workshttps://example.org/lithiumHow lithium worksmechanismwaBbyl2H-bbFpnpr','flashcards::role::mechanism flashcards::article::how-lithium-works',1772442000000,1772442000000);
INSERT INTO "notes" VALUES(2,'wDHAILZc4kCh2YPM',1763856000102,1,119,167,'risk','Step 2 of lithium raises {{c1::protein 2}} in the brain.Step 2 of lithium raises protein 2 in the brain.How lithium workshttps://example.org/lithiumHow lithium worksriskwDHAILZc4kCh2YPM','flashcards::role::risk flashcards::article::how-lithium-works',1772442000000,1772442000000);
CREATE TABLE origins (
	note_id INTEGER NOT NULL, 
	detail TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_origins PRIMARY KEY (note_id), 
	CONSTRAINT fk_origins_note_id_notes FOREIGN KEY(note_id) REFERENCES notes (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE placements (
	id INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	card_id INTEGER NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	due_day INTEGER, 
	interval INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_placements PRIMARY KEY (id), 
	CONSTRAINT ck_placements_kind CHECK (kind IN ('due', 'forget', 'reschedule')), 
	CONSTRAINT fk_placements_card_id_cards FOREIGN KEY(card_id) REFERENCES cards (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE presets (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	options TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_presets PRIMARY KEY (id), 
	CONSTRAINT uq_presets_name UNIQUE (name)
)
 STRICT

;
CREATE TABLE removed_notes (
	guid TEXT NOT NULL, 
	note_type_id INTEGER NOT NULL, 
	fields TEXT DEFAULT '' NOT NULL, 
	tags TEXT DEFAULT '' NOT NULL, 
	created_at INTEGER NOT NULL, 
	CONSTRAINT pk_removed_notes PRIMARY KEY (guid), 
	CONSTRAINT fk_removed_notes_note_type_id_note_types FOREIGN KEY(note_type_id) REFERENCES note_types (id)
)
 STRICT

;
CREATE TABLE reviews (
	at INTEGER NOT NULL, 
	card_id INTEGER NOT NULL, 
	rating INTEGER NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	state INTEGER NOT NULL, 
	"before" TEXT DEFAULT '' NOT NULL, 
	"after" TEXT DEFAULT '' NOT NULL, 
	day INTEGER NOT NULL, 
	elapsed_days INTEGER NOT NULL, 
	scheduled_days INTEGER NOT NULL, 
	duration INTEGER NOT NULL, 
	algorithm TEXT DEFAULT '' NOT NULL, 
	parameters TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_reviews PRIMARY KEY (at), 
	CONSTRAINT ck_reviews_rating CHECK (rating BETWEEN 1 AND 4), 
	CONSTRAINT fk_reviews_card_id_cards FOREIGN KEY(card_id) REFERENCES cards (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "reviews" VALUES(1772442180000,1,3,'learn',0,'{"state": 0, "step": 0, "stability": null, "difficulty": null, "due_at": null, "due_day": null, "last_at": null, "last_day": null, "interval": 0, "reps": 0, "lapses": 0}','{"state": 1, "step": 1, "stability": 2.3065, "difficulty": 2.118103970459016, "due_at": 1772442780000, "due_day": null, "last_at": 1772442180000, "last_day": 20514, "interval": 0, "reps": 1, "lapses": 0}',20514,0,-600,0,'FSRS-6','a564848cf14d');
CREATE TABLE settings (
	name TEXT NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY (name)
)
 STRICT

;
CREATE TABLE snapshots (
	article_id INTEGER NOT NULL, 
	address TEXT DEFAULT '' NOT NULL, 
	media_type TEXT DEFAULT '' NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_snapshots PRIMARY KEY (article_id), 
	CONSTRAINT fk_snapshots_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
)
 STRICT

;
ANALYZE "sqlite_master";
INSERT INTO "sqlite_stat1" VALUES('drafts','ix_drafts_note_id','4 2');
INSERT INTO "sqlite_stat1" VALUES('drafts','ix_drafts_article_id_position','4 4 1');
INSERT INTO "sqlite_stat1" VALUES('blocks','ix_blocks_article_id_position','3 3 1');
INSERT INTO "sqlite_stat1" VALUES('notes','ix_notes_note_type_id','2 1');
INSERT INTO "sqlite_stat1" VALUES('notes','sqlite_autoindex_notes_1','2 1');
CREATE TABLE versions (
	article_id INTEGER NOT NULL, 
	previous_id INTEGER NOT NULL, 
	CONSTRAINT pk_versions PRIMARY KEY (article_id), 
	CONSTRAINT fk_versions_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	CONSTRAINT fk_versions_previous_id_articles FOREIGN KEY(previous_id) REFERENCES articles (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE quizzes (
	id INTEGER NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	started_at INTEGER NOT NULL, 
	ended_at INTEGER, 
	mock INTEGER DEFAULT 0 NOT NULL, 
	questions INTEGER NOT NULL, 
	points INTEGER DEFAULT 0 NOT NULL, 
	most_points INTEGER DEFAULT 0 NOT NULL, 
	content TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_quizzes PRIMARY KEY (id)
)
 STRICT

;
CREATE TABLE quiz_answers (
	quiz_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	given TEXT DEFAULT '' NOT NULL, 
	duration INTEGER DEFAULT 0 NOT NULL, 
	overruled INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_quiz_answers PRIMARY KEY (quiz_id, place), 
	CONSTRAINT fk_quiz_answers_quiz_id_quizzes FOREIGN KEY(quiz_id) REFERENCES quizzes (id) ON DELETE CASCADE
)
 STRICT

;
CREATE INDEX ix_blocks_article_id_position ON blocks (article_id, position);
CREATE INDEX ix_facts_article_id_position ON facts (article_id, position);
CREATE INDEX ix_notes_note_type_id ON notes (note_type_id);
CREATE INDEX ix_drafts_article_id_position ON drafts (article_id, position);
CREATE INDEX ix_drafts_note_id ON drafts (note_id);
CREATE INDEX ix_judgements_draft_id ON judgements (draft_id);
CREATE INDEX ix_judgements_sentence_key ON judgements (sentence_key);
CREATE INDEX ix_versions_previous_id ON versions (previous_id);
CREATE INDEX ix_cards_deck_queue ON cards (deck_id, suspended, state, due_day, position, buried_until);
CREATE INDEX ix_cards_learning_queue ON cards (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ix_cards_queue ON cards (suspended, state, due_day, position, buried_until);
CREATE INDEX ix_deck_presets_preset_id ON deck_presets (preset_id);
CREATE INDEX ix_placements_card_id_at ON placements (card_id, at);
CREATE INDEX ix_reviews_card ON reviews (card_id, at, rating, elapsed_days, kind);
CREATE INDEX ix_reviews_day ON reviews (day, state, kind, rating, elapsed_days, duration, card_id);
CREATE INDEX ix_edits_note_id_at ON edits (note_id, at);
CREATE INDEX ix_notes_article_id_role ON notes (article_id, role);
CREATE INDEX ix_editions_deck_id ON editions (deck_id);
CREATE INDEX ix_removed_notes_note_type_id ON removed_notes (note_type_id);
CREATE INDEX ix_exam_decks_deck_id ON exam_decks (deck_id);
CREATE INDEX ix_exam_articles_article_id ON exam_articles (article_id);
CREATE INDEX ix_exam_moves_exam_id ON exam_moves (exam_id);
CREATE VIRTUAL TABLE note_words USING fts5(fields, tags, content=notes, content_rowid=id, tokenize='unicode61 remove_diacritics 2', prefix='2 3');
INSERT INTO note_words (note_words) VALUES ('rebuild');
COMMIT;
