package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.settings.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies and certificates belong to the configuration too. */
class ConnectionProblemsTest {

  @TempDir Path folder;

  private static List<Problem> problems(String... pairs) {
    Configured configured = Configured.withWhatIsRequired();
    for (int i = 0; i < pairs.length; i += 2) {
      configured.variable(pairs[i], pairs[i + 1]);
    }
    return ConnectionProblems.in(configured.environment());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"})
  void capitalsAndSmallLettersThatDisagreeAreAProblemThatNamesBoth(String name) {
    String small = name.toLowerCase(java.util.Locale.ROOT);

    assertThat(problems(name, "http://u:hunter2@one:1", small, "http://u:hunter2@two:1"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.described()).contains(name, small, "two different values");
          assertThat(problem.described() + problem.mend()).doesNotContain("hunter2");
        });
  }

  @Test
  void theSameInBothIsFineAndSoIsAnEmptyOne() {
    assertThat(problems("HTTPS_PROXY", "http://one:1", "https_proxy", "http://one:1")).isEmpty();
    assertThat(problems("NO_PROXY", "", "no_proxy", "svc")).isEmpty();
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    assertThat(
            problems(
                "HTTPS_PROXY", "socks5://u:hunter2@proxy:1080",
                "HTTP_PROXY", "http://",
                "NO_PROXY", "a",
                "no_proxy", "b",
                "SSL_CERT_FILE", folder.resolve("none.pem").toString()))
        .hasSize(4)
        .allSatisfy(it -> assertThat(it.described() + it.mend()).doesNotContain("hunter2"))
        .extracting(Problem::from)
        .containsExactly(
            "environment variable HTTP_PROXY",
            "environment variable HTTPS_PROXY",
            "environment variable NO_PROXY",
            "environment variable SSL_CERT_FILE");
  }

  @Test
  void aProxyForAllThatCannotBeUsedIsOneProblem() {
    assertThat(problems("ALL_PROXY", "socks5://proxy:1080")).hasSize(1);
  }
}
