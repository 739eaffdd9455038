package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentArgsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner",
        "--node-label node.kubernetes.io/instance-type=ccx33",
        "--node-label=topology.kubernetes.io/region=eu,kubelet.kubernetes.io/a=b",
        "--node-label=example.com/node-role.kubernetes.io=x",
        "--node-external-ip=$(curl -s \"http://169.254.169.254/x\") --kubelet-arg='a=\"b'",
        "--kubelet-arg=it\\'s"
      })
  void findsNothingInArgumentsThatWork(String args) {
    assertThat(AgentArgs.warnings(args)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--node-label=node-role.kubernetes.io/worker=true",
        "--debug --node-label 'node-role.kubernetes.io/worker=true'",
        "--node-label=\"a=b,node-role.kubernetes.io/worker=true\""
      })
  void namesALabelThatTheKubeletRefuses(String args) {
    assertThat(AgentArgs.warnings(args))
        .singleElement()
        .asString()
        .contains("node-role.kubernetes.io/worker, which", "kubelet refuses");
  }

  @Test
  void namesEveryTroubleAtOnce() {
    assertThat(AgentArgs.warnings("--node-label=x.k8s.io/a=b --with-node-id --kubelet-arg='a=b"))
        .satisfiesExactly(
            label -> assertThat(label).contains("x.k8s.io/a"),
            name -> assertThat(name).contains("--with-node-id"),
            quote -> assertThat(quote).contains("quote"));
  }
}
