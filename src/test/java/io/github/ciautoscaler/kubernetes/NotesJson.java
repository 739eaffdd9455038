package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Notes;
import tools.jackson.databind.json.JsonMapper;

/** The notes as a ConfigMap gives them back. */
public final class NotesJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private NotesJson() {}

  /** Written as production writes them, and read again. */
  public static Notes throughJson(Notes notes) {
    String text = JSON.writeValueAsString(NotesDocument.of(notes));
    return JSON.readValue(text, NotesDocument.class).toNotes();
  }
}
