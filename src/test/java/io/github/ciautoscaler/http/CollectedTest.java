package io.github.ciautoscaler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the pages of a list are all of it. */
class CollectedTest {

  private final Collected<Long, Long> list = new Collected<>();

  @Test
  void as_many_distinct_rows_as_every_page_says_are_all() {
    add(List.of(1L, 2L), 3L);
    assertThat(list.isWhole(0)).isFalse();

    add(List.of(3L), 3L);

    assertThat(list.isWhole(0)).isTrue();
    assertThat(list.rows()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void no_page_is_nothing_and_an_empty_page_is_an_empty_list() {
    assertThat(list.isEmpty()).isTrue();
    assertThat(list.isWhole(0)).isFalse();

    add(List.of(), 0L);

    assertThat(list.isEmpty()).isFalse();
    assertThat(list.isWhole(0)).isTrue();
  }

  @Test
  void a_row_seen_twice_hides_another_one() {
    add(List.of(1L, 2L), 4L);
    add(List.of(2L, 3L), 4L);

    assertThat(list.size()).isEqualTo(3);
    assertThat(list.isWhole(0)).isFalse();
    assertThat(list.isShort(0)).isFalse();
  }

  @Test
  void a_total_that_changed_proves_nothing() {
    add(List.of(1L), 3L);
    add(List.of(2L), 2L);

    assertThat(list.isSteady()).isFalse();
    assertThat(list.isWhole(0)).isFalse();
    assertThat(list.total()).isEqualTo(3L);
  }

  @Test
  void a_page_without_a_total_differs_from_one_that_has_one() {
    add(List.of(1L), 2L);
    add(List.of(2L), null);

    assertThat(list.isSteady()).isFalse();
    assertThat(list.isWhole(0)).isFalse();
  }

  @Test
  void pages_that_all_say_no_total_are_steady_and_prove_nothing() {
    add(List.of(1L), null);
    add(List.of(2L), null);

    assertThat(list.isSteady()).isTrue();
    assertThat(list.total()).isNull();
    assertThat(list.isWhole(0)).isFalse();
    assertThat(list.isShort(0)).isFalse();
  }

  @Test
  void rows_that_are_counted_and_not_given_count() {
    add(List.of(1L, 2L), 3L);

    assertThat(list.isShort(0)).isTrue();
    assertThat(list.isShort(1)).isFalse();
    assertThat(list.isWhole(1)).isTrue();
  }

  @Test
  void looks_add_up_as_long_as_no_total_changed() {
    add(List.of(1L, 2L, 2L), 3L);
    Collected<Long, Long> later = new Collected<>();
    later.add(List.of(3L), Function.identity(), 3L);

    list.addAll(later);
    assertThat(list.isWhole(0)).isTrue();

    later.add(List.of(), Function.identity(), 4L);
    list.addAll(later);
    assertThat(list.isWhole(0)).isFalse();
  }

  @Test
  void nothing_is_taken_of_a_page_with_a_row_that_has_no_id() {
    Function<Long, Long> refusing =
        row -> {
          if (row == 2L) {
            throw new IllegalArgumentException("a row without an id");
          }
          return row;
        };

    assertThatThrownBy(() -> list.add(List.of(1L, 2L), refusing, 2L))
        .hasMessage("a row without an id");

    assertThat(list.size()).isZero();
    assertThat(list.isEmpty()).isTrue();
  }

  private void add(List<Long> page, @Nullable Long total) {
    list.add(page, Function.identity(), total);
  }
}
