package io.github.ciautoscaler.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the mistakes of a room. In the file each begins with {@code @ id | kind | file}; then come
 * one or more lines that say what is wrong, {@code equivalent:} or {@code unseen:} with the reason
 * where it is so, and the changes: lines that begin with {@code -} are there now, those with {@code
 * +} stand there instead.
 */
final class Mistakes {

  static final List<String> ROOMS = List.of("fleet", "plan", "reconcile");

  private final List<Mistake> all = new ArrayList<>();
  private String[] head = {};
  private final StringBuilder words = new StringBuilder();
  private @Nullable String equivalent;
  private @Nullable String unseen;
  private final List<Mistake.Change> changes = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();

  private Mistakes() {}

  static List<Mistake> all() {
    List<Mistake> all = new ArrayList<>();
    ROOMS.forEach(room -> all.addAll(parse(text(room + ".mistakes"))));
    return all;
  }

  static List<Mistake> parse(String text) {
    Mistakes mistakes = new Mistakes();
    text.lines().filter(line -> !line.startsWith("#")).forEach(mistakes::line);
    mistakes.endMistake();
    return mistakes.all;
  }

  private void line(String line) {
    if (line.startsWith("@ ")) {
      endMistake();
      head = line.substring(2).split("\\|", -1);
    } else if (line.startsWith("-")) {
      if (!after.isEmpty()) {
        endChange();
      }
      before.add(line.substring(1));
    } else if (line.startsWith("+")) {
      after.add(line.substring(1));
    } else if (line.startsWith("equivalent: ")) {
      equivalent = line.substring("equivalent: ".length());
    } else if (line.startsWith("unseen: ")) {
      unseen = line.substring("unseen: ".length());
    } else if (!line.isBlank()) {
      words.append(words.isEmpty() ? "" : " ").append(line.strip());
    }
  }

  private void endChange() {
    changes.add(new Mistake.Change(String.join("\n", before), String.join("\n", after)));
    before.clear();
    after.clear();
  }

  private void endMistake() {
    if (head.length == 0) {
      return;
    }
    if (head.length != 3 || words.isEmpty() || before.isEmpty()) {
      throw new IllegalStateException(
          String.join("|", head)
              + ": a mistake must have a head of"
              + " three parts, a sentence, and lines with - and +");
    }
    endChange();
    all.add(
        new Mistake(
            head[0].strip(),
            head[1].strip(),
            head[2].strip(),
            words.toString(),
            equivalent,
            unseen,
            changes));
    head = new String[] {};
    words.setLength(0);
    equivalent = null;
    unseen = null;
    changes.clear();
  }

  private static String text(String name) {
    try (InputStream in = Objects.requireNonNull(Mistakes.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
