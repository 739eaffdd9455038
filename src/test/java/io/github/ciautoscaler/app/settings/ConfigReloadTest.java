package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The pools' file that is changed under a running process. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigReloadTest {

  private static final String ONE_POOL =
      """
      autoscaler:
        max-nodes: 8
        pools:
          - name: amd64
            labels: [linux, amd64]
            max: 5
      """;

  private static final String TWO_POOLS =
      ONE_POOL
          + """
              - name: arm64
                labels: [linux, arm64]
                max: 3
          """;

  @TempDir Path directory;
  private Path file;
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private LiveSettings settings;

  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(directory.resolve("pools.yaml"), ONE_POOL);
    settings = startedWith(file);
  }

  private LiveSettings startedWith(Path path) throws IOException {
    return LiveSettings.in(
        Configured.withWhatIsRequired().yaml(path.toString(), Files.readString(path)).environment(),
        () -> now);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
    settle();
  }

  /** Looks often enough to see that nobody writes on. */
  private void settle() {
    for (int look = 0; look < 3; look++) {
      now = now.plus(LiveSettings.LOOK_EVERY);
      settings.get();
    }
  }

  private List<String> pools() {
    return settings.get().pools().stream().map(Pool::name).toList();
  }

  private List<String> problems() {
    return settings.configStatus().problems().stream().map(Problem::described).toList();
  }

  private static int times(String said, CapturedOutput output) {
    return output.getAll().split(java.util.regex.Pattern.quote(said), -1).length - 1;
  }

  @Test
  void nothing_is_said_or_changed_while_the_file_stays_as_it_is(CapturedOutput output) {
    settle();

    assertThat(pools()).containsExactly("amd64");
    assertThat(settings.configStatus().isRefused()).isFalse();
    assertThat(settings.configStatus().files()).containsExactly(file);
    assertThat(output.getAll()).isEmpty();
  }

  @Test
  void pools_are_added_changed_and_removed(CapturedOutput output) throws IOException {
    write(TWO_POOLS);
    assertThat(pools()).containsExactly("amd64", "arm64");

    write(TWO_POOLS.replace("max: 3", "max: 2"));
    assertThat(settings.get().pools().getLast().limits().max()).isEqualTo(2);

    write(TWO_POOLS.replace("amd64", "x64").replace("max-nodes: 8", "max-nodes: 9"));
    assertThat(pools()).containsExactly("x64", "arm64");
    assertThat(settings.get().planSettings().maxNodes()).isEqualTo(9);
    assertThat(settings.get().fleetSettings().pools()).containsOnlyKeys("x64", "arm64");
    assertThat(output)
        .contains(
            "A setting changed: pool arm64 is new.",
            "A setting changed: pool arm64 changed.",
            "autoscaler.max-nodes is now '9'",
            "pool x64 is new",
            "pool amd64 is gone, and its machines take no new work");
  }

  @Test
  void who_follows_is_told_once_of_each_change() throws IOException {
    List<Integer> heard = new ArrayList<>();
    settings.onChange(latest -> heard.add(latest.pools().size()));

    settle();
    write(TWO_POOLS);
    settle();

    assertThat(heard).containsExactly(2);
  }

  @Test
  void a_wrong_file_changes_nothing_and_each_problem_is_said_once_with_its_line_and_mend(
      CapturedOutput output) throws IOException {
    write(TWO_POOLS.replace("max: 3", "max: many").replace("max-nodes: 8", "max-nods: 9"));
    settle();

    assertThat(pools()).containsExactly("amd64");
    assertThat(settings.get().limits().maxNodes()).isEqualTo(8);
    ConfigStatus status = settings.configStatus();
    assertThat(status.refusedSince()).isNotNull();
    assertThat(problems())
        .containsExactlyInAnyOrder(
            "autoscaler.max-nods is no setting of ours  (from " + file + ":2)",
            "autoscaler.pools[1].max is 'many', which is not a whole number  (from "
                + file
                + ":9)");
    assertThat(times("autoscaler.pools[1].max is 'many'", output)).isEqualTo(1);
    assertThat(output).contains("Did you mean autoscaler.max-nodes?", "stays in use");
  }

  @Test
  void another_wrong_content_is_said_anew(CapturedOutput output) throws IOException {
    write(ONE_POOL.replace("max: 5", "max: many"));
    write("# again\n" + ONE_POOL.replace("max: 5", "max: many"));

    assertThat(times("autoscaler.pools[0].max is 'many'", output)).isEqualTo(2);
  }

  @Test
  void a_mended_file_is_taken_and_that_is_said(CapturedOutput output) throws IOException {
    write("autoscaler: [");
    assertThat(settings.configStatus().isRefused()).isTrue();

    write(TWO_POOLS);

    assertThat(pools()).containsExactly("amd64", "arm64");
    assertThat(settings.configStatus().isRefused()).isFalse();
    assertThat(problems()).isEmpty();
    assertThat(settings.configStatus().loadedAt()).isAfter(Instant.parse("2026-11-23T12:00:10Z"));
    assertThat(times("is right again", output)).isEqualTo(1);
  }

  @Test
  void a_file_that_is_put_back_as_it_was_is_right_again(CapturedOutput output) throws IOException {
    write("autoscaler: [");
    write(ONE_POOL);

    assertThat(settings.configStatus().isRefused()).isFalse();
    assertThat(output).contains("is right again").doesNotContain("A setting changed");
  }

  @Test
  void broken_yaml_is_told_by_its_place_and_never_by_its_content(CapturedOutput output)
      throws IOException {
    write(ONE_POOL + "  admin-token: \"hunter2\n");

    assertThat(pools()).containsExactly("amd64");
    assertThat(problems()).singleElement().asString().contains("it is no YAML", file + ":");
    assertThat(output).doesNotContain("hunter2");
  }

  @Test
  void a_vanished_file_changes_nothing_until_it_is_back(CapturedOutput output) throws IOException {
    Files.delete(file);
    settle();
    assertThat(pools()).containsExactly("amd64");
    assertThat(problems())
        .containsExactly("the file cannot be read: there is no such file  (from " + file + ")");

    write(TWO_POOLS);
    assertThat(pools()).containsExactly("amd64", "arm64");
    assertThat(times("there is no such file", output)).isEqualTo(1);
  }

  @Test
  void an_emptied_file_does_not_mean_that_there_are_no_pools() throws IOException {
    for (String nothing : List.of("", "\n\n", "# all gone\n", "---\n---\n")) {
      write(nothing);
      assertThat(pools()).as(nothing).containsExactly("amd64");
      assertThat(problems()).as(nothing).containsExactly("the file is empty  (from " + file + ")");
    }
  }

  @Test
  void a_file_that_is_still_being_written_is_not_taken_for_a_whole_one(CapturedOutput output)
      throws IOException {
    write(TWO_POOLS);
    String next = TWO_POOLS.replace("max: 3", "max: 1");
    for (int length = 0; length < next.length(); length += 7) {
      Files.writeString(file, next.substring(0, length));
      now = now.plus(Duration.ofSeconds(1));
      settings.refresh();
      assertThat(pools()).containsExactly("amd64", "arm64");
      assertThat(settings.configStatus().isRefused()).isFalse();
    }
    write(next);

    assertThat(settings.get().pools().getLast().limits().max()).isEqualTo(1);
    assertThat(output).doesNotContain("is gone", "is not used");
  }

  @Test
  void a_mounted_config_map_swaps_a_link_to_its_directory() throws IOException {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    Path first = Files.createDirectory(mount.resolve("..2026_1"));
    Files.writeString(first.resolve("pools.yaml"), ONE_POOL);
    Path data = Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_1"));
    Path link =
        Files.createSymbolicLink(mount.resolve("pools.yaml"), Path.of("..data", "pools.yaml"));
    settings = startedWith(link);
    settle();

    Path second = Files.createDirectory(mount.resolve("..2026_2"));
    Files.writeString(second.resolve("pools.yaml"), TWO_POOLS);
    Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2026_2"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(first.resolve("pools.yaml"));
    Files.delete(first);
    settle();

    assertThat(pools()).containsExactly("amd64", "arm64");
    assertThat(settings.configStatus().isRefused()).isFalse();
  }

  @Test
  void what_needs_a_restart_is_held_and_named_and_the_rest_is_taken(CapturedOutput output)
      throws IOException {
    write(TWO_POOLS + "  hcloud-endpoint: https://two.example.com\nserver:\n  port: 9090\n");
    settle();

    assertThat(pools()).containsExactly("amd64", "arm64");
    assertThat(settings.get().hetzner().endpoint()).hasHost("api.hetzner.cloud");
    assertThat(settings.configStatus().isRefused()).isFalse();
    assertThat(settings.configStatus().restartNeeded())
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .contains("autoscaler.hcloud-endpoint is now")
                    .contains("next start"),
            other -> assertThat(other).startsWith("server.port changed, which holds from"));
    assertThat(times("server.port changed", output)).isEqualTo(1);

    write(TWO_POOLS);
    assertThat(settings.configStatus().restartNeeded()).isEmpty();
  }

  @Test
  void a_file_whose_values_rest_on_another_file_is_tried_again() throws IOException {
    Path token = directory.resolve("token");
    write(TWO_POOLS + "  admin-token-file: " + token + "\n");
    assertThat(pools()).containsExactly("amd64");
    assertThat(problems()).singleElement().asString().contains(token.toString());

    Files.writeString(token, "secret");
    settle();

    assertThat(pools()).containsExactly("amd64", "arm64");
    assertThat(settings.tokens().operators()).hasSize(1);
  }

  @Test
  void the_last_document_wins_and_one_for_another_profile_is_left_out() throws IOException {
    write(
        TWO_POOLS
            + """
            ---
            autoscaler.max-nodes: 8
            autoscaler.drain: true
            spring.config.activate.on-profile: sandbox
            ---
            autoscaler.poll-interval-secs: 20
            """);

    assertThat(problems()).isEmpty();
    assertThat(settings.get().limits().pollInterval()).isEqualTo(Duration.ofSeconds(20));
    assertThat(pools()).containsExactly("amd64", "arm64");
  }

  @Test
  void placeholders_are_filled_in_from_the_new_file() throws IOException {
    write(ONE_POOL.replace("max: 5", "max: ${most}") + "most: 4\n");

    assertThat(problems()).isEmpty();
    assertThat(settings.configStatus().restartNeeded()).isEmpty();
    assertThat(settings.get().pools().getFirst().limits().max()).isEqualTo(4);
  }
}
