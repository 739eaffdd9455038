package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.fleet.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The files of pools that README, the documents and the chart show. */
class DocumentedPoolsTest {

  private static Configured with(String yaml) {
    return Configured.withWhatIsRequired().yaml("config/application.yml", yaml);
  }

  @Test
  void the_file_in_the_readme_is_right() throws IOException {
    String page = Files.readString(Path.of("README.md"));
    String file = page.substring(page.indexOf("autoscaler:\n  max-nodes: 8"));

    Loaded loaded = with(file.substring(0, file.indexOf("```"))).read();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.settings().pools())
        .extracting(Pool::name, Pool::slots, pool -> pool.warm().entries().size())
        .containsExactly(tuple("amd64", 2, 1), tuple("arm64", 1, 0));
  }

  @Test
  void the_file_in_the_documents_is_right() throws IOException {
    String page = Files.readString(Path.of("docs/pools.md"));
    String file = page.substring(page.indexOf("autoscaler:"), page.indexOf("```\n\nWhat a pool"));

    Loaded loaded = with(file).read();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.settings().pools())
        .extracting(Pool::name, Pool::slots, pool -> pool.limits().max())
        .containsExactly(tuple("amd64", 2, 5), tuple("arm64", 1, 3));
  }

  @Test
  void the_pools_of_the_charts_example_are_read() throws IOException {
    String values = Files.readString(Path.of("k8s/chart/examples/pools.yaml"));
    String pools = values.substring(values.indexOf("pools:")).indent(2);

    assertThat(
            Configured.withWhatIsRequired()
                .yaml("config/application.yml", "autoscaler:\n" + pools)
                .settings()
                .pools())
        .extracting(Pool::name)
        .containsExactly("amd64", "arm64");
  }
}
