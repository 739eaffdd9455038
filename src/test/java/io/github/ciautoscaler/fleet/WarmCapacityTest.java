package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.WarmCapacity.Entry;
import io.github.ciautoscaler.fleet.WarmCapacity.Scaling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which entry holds, and how many slots it asks for. */
class WarmCapacityTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Entry ALWAYS = entry(Period.ALWAYS, 1);
  private static final Entry AFTERNOON = entry(now -> !now.isBefore(NOON), 4);

  @Test
  void of_several_entries_whose_period_it_is_the_last_one_holds() {
    WarmCapacity warm = new WarmCapacity(List.of(ALWAYS, AFTERNOON));

    assertThat(warm.at(NOON.minusSeconds(1))).isEqualTo(ALWAYS);
    assertThat(warm.at(NOON)).isEqualTo(AFTERNOON);
    assertThat(new WarmCapacity(List.of(AFTERNOON, ALWAYS)).at(NOON)).isEqualTo(ALWAYS);
  }

  @Test
  void outside_of_every_period_nothing_is_held() {
    assertThat(new WarmCapacity(List.of(AFTERNOON)).at(NOON.minusSeconds(1))).isNull();
    assertThat(WarmCapacity.NONE.at(NOON)).isNull();
  }

  @Test
  void it_says_since_when_it_holds_and_when_something_else_will() {
    Entry evening = entry(now -> !now.isBefore(NOON.plusSeconds(6 * 3600)), 2);
    WarmCapacity warm = new WarmCapacity(List.of(AFTERNOON, evening));
    Instant later = NOON.plusSeconds(3 * 3600 + 17);

    assertThat(warm.since(later)).contains(NOON);
    assertThat(warm.nextChange(later)).contains(NOON.plusSeconds(6 * 3600));
    assertThat(warm.nextChange(NOON.minusSeconds(1))).contains(NOON);
    assertThat(warm.since(NOON.minusSeconds(1))).as("for more than a week").isEmpty();
    assertThat(new WarmCapacity(List.of(ALWAYS)).nextChange(NOON)).as("never").isEmpty();
    assertThat(WarmCapacity.NONE.since(NOON)).isEmpty();
  }

  @ParameterizedTest(name = "{0} idle, factor {1}, limit {2}: {4} free while {3} are in use")
  @CsvSource({
    "0, 0, 0, 100, 0",
    "3, 0, 0, 100, 3",
    "3, 0.5, 20, 5, 3",
    "3, 0.5, 20, 7, 4",
    "0, 1.2, 20, 10, 12",
    "0, 1.2, 8, 10, 8",
    "9, 1.2, 8, 10, 9",
    "0, 1.2, 8, 0, 0"
  })
  void the_larger_of_both_counts(int idle, double factor, int limit, int inUse, int wanted) {
    Entry entry = new Entry(List.of(Period.ALWAYS), idle, new Scaling(factor, limit), null);

    assertThat(entry.wanted(inUse)).isEqualTo(wanted);
  }

  @Test
  void an_entry_may_say_how_long_machines_stay_idle_while_it_holds() {
    Entry patient = new Entry(List.of(Period.ALWAYS), 0, Scaling.NONE, Duration.ofMinutes(50));
    Pool.Times otherwise =
        new Pool.Times(Duration.ofMinutes(5), Duration.ofMinutes(4), Duration.ofMinutes(10));
    Pool pool = Pools.ofDefault(3, new Offering("ccx33", "nbg1"));

    assertThat(Pools.holding(pool, ALWAYS).at(NOON, otherwise, Optional.empty()).times()).isNull();
    assertThat(Pools.holding(pool, patient).at(NOON, otherwise, Optional.empty()).times())
        .isEqualTo(
            new Pool.Times(Duration.ofMinutes(50), Duration.ofMinutes(4), Duration.ofMinutes(10)));
  }

  private static Entry entry(Period period, int idleSlots) {
    return new Entry(List.of(period), idleSlots, Scaling.NONE, null);
  }
}
