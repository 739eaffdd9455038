package io.github.ciautoscaler.app;

import io.github.ciautoscaler.kubernetes.ClusterNotFound;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence, not in a stack trace, that no Kubernetes cluster can be reached. */
final class ClusterNotFoundAnalyzer extends AbstractFailureAnalyzer<ClusterNotFound> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ClusterNotFound cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Run it as a pod with a service account, or let KUBECONFIG name a kubeconfig file.",
        cause);
  }
}
