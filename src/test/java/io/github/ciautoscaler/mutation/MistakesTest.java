package io.github.ciautoscaler.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The planted mistakes keep in step with the code that they are planted into. */
class MistakesTest {

  private static final String ONE =
      """
      @ x-1 | wrong comparison | plan/Trust.java
      Says what is wrong
      in two lines.
      -   one  two
      + three
      """;

  @Test
  void each_of_them_fits_its_file_and_compiles(@TempDir Path room) throws Exception {
    Planting planting = new Planting();
    for (List<Mistake> round : rounds()) {
      Path classes = room.resolve(round.getFirst().id());
      planting.plant(round, classes);
      assertThat(classes).isNotEmptyDirectory();
    }
  }

  /** At most one of each file, so that few compilations do. */
  private static List<List<Mistake>> rounds() {
    List<List<Mistake>> rounds = new ArrayList<>();
    for (Mistake mistake : Mistakes.all()) {
      int first = 0;
      while (first < rounds.size() && holds(rounds.get(first), mistake.file())) {
        first++;
      }
      if (first == rounds.size()) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(first).add(mistake);
    }
    return rounds;
  }

  private static boolean holds(List<Mistake> round, String file) {
    return round.stream().anyMatch(it -> it.file().equals(file));
  }

  @Test
  void there_are_sixty_and_more_that_make_a_difference_each_with_its_own_name() {
    List<Mistake> all = Mistakes.all();
    assertThat(all).extracting(Mistake::id).doesNotHaveDuplicates();
    assertThat(all.stream().filter(it -> it.equivalent() == null)).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void the_old_text_is_found_however_its_lines_are_broken() {
    Mistake mistake = Mistakes.parse(ONE).getFirst();
    assertThat(mistake.words()).isEqualTo("Says what is wrong in two lines.");
    assertThat(mistake.plantInto("zero one\n    two four")).isEqualTo("zero  three four");
  }

  @Test
  void one_whose_old_text_is_gone_or_stands_there_twice_is_named() {
    Mistake mistake = Mistakes.parse(ONE).getFirst();
    assertThatThrownBy(() -> mistake.plantInto("one three")).hasMessageStartingWith("x-1: ");
    assertThatThrownBy(() -> mistake.plantInto("one two one two"))
        .hasMessageContaining("stands there 2 times");
  }

  @Test
  void one_without_a_sentence_is_refused() {
    assertThatThrownBy(() -> Mistakes.parse("@ x-2 | guard | plan/Trust.java\n- a\n+ b\n"))
        .hasMessageContaining("x-2");
  }
}
