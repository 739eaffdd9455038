package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Real starts through Spring Boot. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsStartTest {

  private static final String[] WHAT_IS_REQUIRED = {
    "--HETZNER_API_TOKEN=hetzner-secret",
    "--GITEA_ADMIN_TOKEN=gitea-secret",
    "--CLUSTER_SECRET=cluster-secret",
    "--GITEA_API_URL=https://gitea.example.com"
  };

  @Configuration
  @Import(SettingsConfiguration.class)
  static class Started {}

  private static SpringApplication application() {
    SpringApplication application = new SpringApplication(Started.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    return application;
  }

  private static String[] with(String... more) {
    String[] all = java.util.Arrays.copyOf(WHAT_IS_REQUIRED, WHAT_IS_REQUIRED.length + more.length);
    System.arraycopy(more, 0, all, WHAT_IS_REQUIRED.length, more.length);
    return all;
  }

  @Test
  void aWrongConfigurationStopsTheStartWithAllProblemsAndTheirMends(CapturedOutput output) {
    SpringApplication application = application();
    application.addListeners(new SettingsCheck());

    assertThatThrownBy(() ->
            application.run(
                "--LOG_FORMAT=text",
                "--autoscaler.max-nodes=many",
                "--autoscaler.max-node=3",
                "--CLUSTER_SECRET="))
        .isInstanceOf(SettingsException.class);

    assertThat(output)
        .contains(
            "APPLICATION FAILED TO START",
            "Description:",
            "problems in the configuration",
            "HETZNER_API_TOKEN is missing",
            "CLUSTER_SECRET is empty  (from command line argument --CLUSTER_SECRET)",
            "autoscaler.max-nodes is 'many', which is not a whole number  (from command line argument"
                + " --autoscaler.max-nodes)",
            "Action:",
            "Did you mean autoscaler.max-nodes?",
            "Set GITEA_API_URL")
        .doesNotContain("Exception");
  }

  @Test
  void withoutTheEarlyCheckTheSettingsThemselvesStopIt(CapturedOutput output) {
    assertThatThrownBy(() -> application().run()).hasRootCauseInstanceOf(SettingsException.class);

    assertThat(output).contains("HETZNER_API_TOKEN is missing", "GITEA_API_URL is missing");
  }

  @Test
  void aStartNamesWhatIsHonouredAndWarnsOfWhatIsOddWithoutAnySecret(CapturedOutput output) {
    String[] arguments =
        with("--LOG_FORMAT=text", "--ADMIN_TOKEN=admin-secret", "--MAX_NODES=0", "--DRY_RUN=true");
    try (ConfigurableApplicationContext context = application().run(arguments)) {
      assertThat(context.getBean(Settings.class).ownership().dryRun()).isTrue();
    }

    assertThat(output)
        .contains("MAX_NODES is 0: nothing is launched, whatever waits.")
        .contains("In use beside the original's settings: ADMIN_TOKEN, DRY_RUN, LOG_FORMAT.")
        .doesNotContain("-secret");
  }
}
