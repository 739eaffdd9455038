package io.github.ciautoscaler.app.sandbox;

import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.settings.SandboxScenario;

/** What the sandbox prints when it is ready: where everything is, and what to try. */
final class Introduction {

  private final Sandbox sandbox;
  private final String web;
  private final SandboxScenario scenario;

  /**
   * @param web where this process's own pages are
   */
  Introduction(Sandbox sandbox, String web, SandboxScenario scenario) {
    this.sandbox = sandbox;
    this.web = web;
    this.scenario = scenario;
  }

  String text(boolean autoscaler) {
    return autoscaler ? withAutoscaler() : worldAlone();
  }

  private String head() {
    return """

    SANDBOX: no real server, no cost. One minute here is %.0f minutes there.
    Scenario %s: %s
    """
        .formatted(sandbox.drive().speed(), scenario.word(), scenario.meaning());
  }

  private String withAutoscaler() {
    return head()
        + """
        Watch machines come, work and go before their paid hour ends:
          %1$s   in a browser, or /api/nodes   /api/status   /actuator/prometheus

        Try:
          curl -X POST %1$s/sandbox/jobs -d '{"count": 4, "seconds": 300}'
          curl -X POST %1$s/api/pause -H 'Content-Type: application/json' -d '{"for": "30m"}'
          curl -X POST %1$s/sandbox/faults -d '{"face": "hetzner", "kind": "bad-gateway", "seconds": 1800}'
        And the simulated cluster itself:
          kubectl --kubeconfig %2$s get pods -A

        """
            .formatted(web, sandbox.environment().variables().get("KUBECONFIG"));
  }

  private String worldAlone() {
    return head()
        + """
        The world runs alone. A second process finds it by (also at %1$s/sandbox/environment):

        %2$s
        Try:
          kubectl --kubeconfig %3$s get nodes
          curl -X POST %1$s/sandbox/jobs -d '{"count": 4, "seconds": 300}'
          curl %1$s/sandbox/world

        """
            .formatted(
                web,
                sandbox.environment().lines(),
                sandbox.environment().variables().get("KUBECONFIG"));
  }
}
