package io.github.ciautoscaler.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The field's words are used, and no private ones, in code, messages and documents. */
class WordsTest {

  /** Words that stood here once, and what stands here now. */
  private static final List<Word> GONE =
      List.of(
          new Word("\\b[Tt]he seed('s)?\\b(?! (it fixes|picks))", "the original"),
          new Word("\\bSeed[A-Z]|SEED_(YOUNG|SERVER|LABEL|GRACE)|FROM_SEED", "Original"),
          new Word("\\bManagedNode\\b", "Machine"),
          new Word("\\bPlacement(?!\\w)", "Offering"),
          new Word("\\bJobVerdict\\b", "Assignment"),
          new Word("\\bSight(ings|er)\\b", "Conditions"),
          new Word("\\bIntent\\b|INTENT", "PendingLaunch"),
          new Word("(?i)purchas|bought(?!\")|(?<![a-z])buy(s|ing|[A-Z_]|\\b)", "launch"),
          new Word("(?i)(?<!ci-autoscaler\\.io/|Failed )teardown", "termination"),
          new Word("(?i)rescue(?!_enabled)", "cancel"),
          new Word(
              "\\bNodeNotes\\b|\\bNOTE\\b|\\b[Oo]ur notes?\\b|\\bnoted\\b|\\bthe notes (are|in)\\b",
              "stored state, annotations, recorded"),
          new Word("(?i)verdict", "assignment"),
          new Word("\\bServing\\b|\\bPlace\\b", "Standing, Slot"));

  private record Word(Pattern gone, String now) {
    Word(String gone, String now) {
      this(Pattern.compile(gone), now);
    }
  }

  @Test
  void no_private_word_stands_in_code_or_documents() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        for (Word word : GONE) {
          if (word.gone().matcher(lines.get(i)).find()) {
            found.add(file + ":" + (i + 1) + " must say " + word.now() + ": " + lines.get(i));
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CHANGELOG.md")));
    for (String root : List.of("src/main", "src/test/java", "docs", "k8s")) {
      try (Stream<Path> all = Files.walk(Path.of(root))) {
        all.filter(path -> path.toString().matches(".*\\.(java|md|ya?ml|json)"))
            .filter(path -> !path.endsWith("WordsTest.java"))
            .forEach(files::add);
      }
    }
    return files;
  }
}
