package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server's labels say of it, and what holds where they say nothing. */
class ServerTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void it_is_ours_since_its_creation_or_since_its_adoption() {
    Instant adopted = NOON.plusSeconds(1800);

    assertThat(server(Map.of()).oursSince()).isEqualTo(NOON);
    assertThat(server(Map.of(Labels.ADOPTED_AT, "" + adopted.getEpochSecond())).oursSince())
        .isEqualTo(adopted);
  }

  @Test
  void where_no_runner_id_was_recorded_any_runner_may_be_its() {
    assertThat(server(Map.of(Labels.RUNNERS_BEFORE, "17")).runnersBefore()).isEqualTo(17);
    assertThat(server(Map.of()).runnersBefore()).isLessThan(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1e9"})
  void a_label_that_somebody_spoiled_counts_as_not_there(String spoiled) {
    Server server = server(Map.of(Labels.ADOPTED_AT, spoiled, Labels.RUNNERS_BEFORE, spoiled));

    assertThat(server.oursSince()).isEqualTo(NOON);
    assertThat(server.runnersBefore()).isLessThan(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ci-runner-00000001", "ci-runner-0a1b2c3d", "ci-runner-deadbeef"})
  void a_name_of_eight_hexadecimal_digits_is_of_our_form(String name) {
    assertThat(Labels.isOurNameForm(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ci-runner-0a1b2c3", "ci-runner-0a1b2c3d4", "ci-runner-0A1B2C3D", "db-1"})
  void no_other_name_is(String name) {
    assertThat(Labels.isOurNameForm(name)).isFalse();
  }

  private static Server server(Map<String, String> labels) {
    return new Server(
        1,
        new Server.Metadata("ci-runner-00000001", labels),
        "running",
        new Server.Paid(NOON, new Offering("ccx33", "nbg1"), true, null),
        Server.Addresses.NONE);
  }
}
