package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.bootstrap.Additions;
import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.OwnBootstrap;
import io.github.ciautoscaler.bootstrap.TalosBootstrap;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code convert} prints is what a start reads. */
class ConvertedPoolsTest {

  private static final Path TALOS = Path.of("src/test/resources/bootstrap/talos/given.yaml");

  private static Configured with(String file) throws IOException {
    String talos = Base64.getEncoder().encodeToString(Files.readAllBytes(TALOS));
    Configured configured =
        Configured.withWhatIsRequired()
            .yaml("config/application.yml", Files.readString(Path.of(file)));
    return file.contains("talos") ? configured.variable("HCLOUD_CLOUD_INIT", talos) : configured;
  }

  private static List<Pool> pools(String file) throws IOException {
    return with(file).settings().pools();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/migrate/gitlab-pools.yaml",
        "docs/migrate/talos-pools.yaml",
        "src/test/resources/convert/added-user-data.yaml",
        "src/test/resources/convert/cluster-config.yaml",
        "src/test/resources/convert/two-runners.yaml"
      })
  void nothing_is_wrong_with_it(String file) throws IOException {
    Loaded loaded = with(file).read();

    assertThat(loaded.problems()).isEmpty();
  }

  @Test
  void the_gitlab_guides_machines_are_the_same() throws IOException {
    Pool pool = pools("docs/migrate/gitlab-pools.yaml").getFirst();

    assertThat(pool.slots()).isEqualTo(4);
    assertThat(pool.limits().max()).isEqualTo(5);
    assertThat(pool.template().offerings()).containsExactly(new Offering("cpx21", "hel1"));
    assertThat(pool.template().image()).isEqualTo(new Image.Named("debian-12"));
    assertThat(pool.template().labels()).isEqualTo(Map.of("runner", ""));
    assertThat(pool.warm().at(Instant.parse("2026-11-28T03:00:00Z")))
        .isNotNull()
        .satisfies(held -> {
          assertThat(held.idleSlots()).isEqualTo(8);
          assertThat(held.idle()).isEqualTo(Duration.ofHours(1));
        });
  }

  @Test
  void the_gitlab_guides_user_data_is_added_to_ours() throws IOException {
    assertThat(additions(pools("docs/migrate/gitlab-pools.yaml").getFirst()))
        .isEqualTo(new Additions(List.of("docker.io", "git"), List.of(), List.of(), 4L << 30));
  }

  @Test
  void what_user_data_does_is_read_back_word_for_word() throws IOException {
    List<Pool> pools = pools("src/test/resources/convert/added-user-data.yaml");

    assertThat(additions(pools.getFirst()))
        .isEqualTo(
            new Additions(
                List.of("ca-certificates", "jq=1.6-2.1"),
                List.of(
                    new Additions.File(
                        "/etc/ci/settings", "0644", new Secret("user=${USER}\nwords: 'a' # b\n")),
                    new Additions.File("/etc/ci/key", "0600", new Secret("secret\n"))),
                List.of(
                    new Secret("echo \"one\" > /tmp/one; exit 1"),
                    new Secret("sh -c 'echo it'\\''s two'"),
                    new Secret("for one in a b; do\n  echo $one\ndone")),
                4L << 30));
    assertThat(additions(pools.get(1)))
        .isEqualTo(
            new Additions(
                List.of(),
                List.of(
                    new Additions.File(
                        "/usr/local/sbin/user-data",
                        "0755",
                        new Secret("#!/bin/bash\napt-get install -y git\n"))),
                List.of(new Secret("/usr/local/sbin/user-data")),
                0));
  }

  private static Additions additions(Pool pool) {
    return ((K3sBootstrap) pool.template().bootstrap()).setup().additions();
  }

  @Test
  void the_talos_guides_machines_are_the_same() throws IOException {
    Pool pool = pools("docs/migrate/talos-pools.yaml").getFirst();

    assertThat(pool.name()).isEqualTo("workers-fsn1");
    assertThat(pool.limits().min()).isZero();
    assertThat(pool.limits().max()).isEqualTo(10);
    assertThat(pool.template().offerings()).containsExactly(new Offering("cpx22", "fsn1"));
    assertThat(pool.template().image()).isEqualTo(new Image.Named("123456789"));
    assertThat(pool.template().access().networks()).containsExactly("cozystack-vswitch");
    assertThat(pool.template().access().publicIpv4()).isTrue();
    assertThat(pool.template().access().publicIpv6()).isFalse();
    assertThat(pool.template().bootstrap()).isInstanceOf(TalosBootstrap.class);
  }

  @Test
  void user_data_is_what_it_was() throws IOException {
    List<Pool> pools = pools("src/test/resources/convert/cluster-config.yaml");

    assertThat(pools.getFirst().template().bootstrap())
        .isInstanceOfSatisfying(
            OwnBootstrap.class,
            own -> assertThat(own.userData().reveal()).contains("  - |\n    curl -sfL"));
    assertThat(pools.getLast().template().bootstrap()).isInstanceOf(TalosBootstrap.class);
  }
}
