package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap.Boot;
import io.github.ciautoscaler.fleet.MachineBootstrap.Credential;
import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The owner's text, filled in for each machine. */
class TemplateBootstrapTest {

  private static final ClusterInfo CLUSTER =
      new ClusterInfo(
          "v1.34.2",
          "ab".repeat(32),
          List.of("cd".repeat(32)),
          Set.of(Permission.JOIN_TOKENS),
          Map.of());

  @Test
  void each_placeholder_is_filled_in_and_other_braces_stay() throws IOException {
    Golden.assertIs(
        "template/user-data.yaml", text(boot(of(Golden.file("template/given.yaml")), CLUSTER)));
  }

  @Test
  void what_is_not_asked_for_need_not_be_known() {
    TemplateBootstrap plain = of("#!/bin/sh\necho {{name}} {{pool}}\n");

    assertThat(text(boot(plain, null))).isEqualTo("#!/bin/sh\necho ci-runner-1 gpu\n");
    assertThat(plain.credential(CLUSTER)).isEqualTo(Credential.NONE);
    assertThat(boot(of("{{version}}"), null)).isInstanceOf(Boot.NotYet.class);
    assertThat(of("{{server}}").boot(machine(CLUSTER, null), null)).isInstanceOf(Boot.NotYet.class);
  }

  @Test
  void a_token_is_made_where_it_is_asked_for() {
    TemplateBootstrap joins = of("{{token}}");
    ClusterInfo poor = new ClusterInfo("v1.34.2", null, Set.of(), Map.of());

    assertThat(joins.credential(CLUSTER)).isEqualTo(Credential.OWN_TOKEN);
    assertThat(joins.credential(poor)).isEqualTo(Credential.SHARED_SECRET);
    assertThat(joins.boot(machine(poor, "10.0.0.2"), null)).isInstanceOf(Boot.Refused.class);
    assertThat(
            text(
                new TemplateBootstrap(
                        new Secret("{{token}}"), new Secret("shared"), null, NodeMarks.NONE)
                    .boot(machine(poor, "10.0.0.2"), null)))
        .isEqualTo("shared");
  }

  @Test
  void unknown_placeholders_are_found() {
    assertThat(TemplateBootstrap.unknownIn(new Secret("{{name}} {{ nam }} {{.Names}} {{v1.x}}")))
        .containsExactly("nam");
  }

  @Test
  void what_is_too_large_is_packed_for_cloud_init_and_for_nobody_else() {
    String large = "x".repeat(40_000) + "\n";

    String sent = text(boot(of("#!/bin/sh\n# {{name}} " + large + "true\n"), null));

    assertThat(Base64.getDecoder().decode(sent)).startsWith(0x1f, 0x8b);
    assertThat(boot(of("{{name}} " + large), null)).isInstanceOf(Boot.Refused.class);
  }

  @Test
  void no_text_is_ever_shown() {
    assertThat(of("{{token}} hidden") + " " + boot(of("{{token}} hidden"), CLUSTER))
        .doesNotContain("hidden", "0123456789abcdef");
  }

  private static TemplateBootstrap of(String text) {
    return new TemplateBootstrap(
        new Secret(text),
        null,
        null,
        NodeMarks.of(Map.of("kind", "yes"), List.of("dedicated=ci:NoSchedule")));
  }

  private static Boot boot(TemplateBootstrap template, @Nullable ClusterInfo cluster) {
    return template.boot(machine(cluster, "10.0.0.2"), new Secret("0123456789abcdef"));
  }

  private static JoiningMachine machine(
      @Nullable ClusterInfo cluster, @Nullable String controlPlane) {
    return new JoiningMachine(
        "ci-runner-1",
        "gpu",
        cluster,
        controlPlane == null ? List.of() : List.of(controlPlane),
        "abcdef");
  }

  private static String text(Boot boot) {
    return ((Boot.With) boot).userData().reveal();
  }
}
