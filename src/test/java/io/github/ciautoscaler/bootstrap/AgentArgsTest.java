package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each K3S_AGENT_ARGS here is as an owner may write it. */
class AgentArgsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\t",
        "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner",
        "--node-label node.kubernetes.io/instance-type=ccx33",
        "--node-label=topology.kubernetes.io/region=eu,kubelet.kubernetes.io/a=b",
        "--node-label=example.com/node-role.kubernetes.io=x",
        "--node-label=empty= --node-label=a=b,c=d",
        "--node-external-ip=$(curl -s \"http://169.254.169.254/x\") --kubelet-arg='a=\"b'",
        "--kubelet-arg=it\\'s",
        "--node-taint=ci=true:NoSchedule --node-taint ci=true:NoExecute --node-taint=x:NoSchedule",
        "--kubelet-arg='eviction-hard=memory.available<500Mi' --kubelet-arg max-pods=50",
        "--debug --selinux=true -d /data -v 3 --docker",
        "# for the runners\n--node-label=a=b  # the label\n\n--debug\r\n",
        "--kubelet-arg=cloud-provider=external --snapshotter native",
        "--kubelet-arg=provider-id=hcloud://$(cat /id) --node-ip=$(hostname -I | cut -d' ' -f1)",
        "--vpn-auth=\"name=tailscale,joinKey=$(cat /etc/key)\" $(cat /etc/more-args)",
        "--flannel-iface=enp7s0 --resolv-conf=/etc/resolv.conf --node-ip=0.0.0.0",
      })
  void findsNothingInArgumentsThatWork(String args) {
    AgentArgs.Findings findings = AgentArgs.check(args);

    assertThat(findings.errors()).isEmpty();
    assertThat(findings.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--node-label=node-role.kubernetes.io/worker=true",
        "--debug --node-label 'node-role.kubernetes.io/worker=true'",
        "--node-label=\"a=b,node-role.kubernetes.io/worker=true\"",
        "-node-label=node-role.kubernetes.io/worker=",
        "--node-label=a=b \\\n  --node-label=node-role.kubernetes.io/worker=x"
      })
  void namesALabelThatTheKubeletRefuses(String args) {
    assertThat(AgentArgs.check(args).errors())
        .singleElement()
        .asString()
        .contains("node-role.kubernetes.io/worker, which", "kubelet refuses");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          --kubelet-arg=node-labels=x.k8s.io/a=b ~ label x.k8s.io/a, which the kubelet refuses
          --node-label=a ~ 'a', which Kubernetes does not take
          --node-label a=b=c ~ 'a=b=c', which Kubernetes does not take
          --node-label="a=two words" ~ 'a=two words', which Kubernetes does not take
          --node-label==b ~ '=b', which Kubernetes does not take
          --node-label=a=b, ~ '', which Kubernetes does not take
          --node-label Upper.Case/a=b ~ 'Upper.Case/a=b', which Kubernetes does not take
          --node-label --debug ~ '--debug', which Kubernetes does not take
          --node-taint=ci=true ~ node taint 'ci=true'
          --node-taint=ci=true:noschedule ~ node taint 'ci=true:noschedule'
          --node-taint=:NoSchedule ~ node taint ':NoSchedule'
          --kubelet-arg=register-with-taints=ci:Never ~ node taint 'ci:Never'
          --node-taint=a=1:NoExecute --node-taint=a=2:NoExecute ~ taint a twice
          --node-taint=ci-autoscaler.io/teardown:NoSchedule ~ by which we mark
          --node-name=runner ~ --node-name with one name for all
          --kubelet-arg=hostname-override=runner ~ hostname-override
          --kubelet-arg=register-node=false ~ no Node comes
          --kubelet-arg=provider-id=hcloud://1 ~ one id for all machines
          --tls-san=example.com ~ --tls-san, which only a K3s server knows
          --disable traefik ~ --disable, which only a K3s server knows
          --cluster-init ~ --cluster-init, which only a K3s server knows
          --flannel-backend=none ~ --flannel-backend, which only a K3s server knows
          --disable-cloud-controller ~ --disable-cloud-controller, which only a K3s server
          --kube-apiserver-arg=a=b ~ --kube-apiserver-arg, which only a K3s server knows
          --config=/etc/k3s.yaml ~ config.yaml.d
          --help ~ with which no agent starts
          --debug=maybe ~ neither true nor false
          --node-label=a=b --kubelet-arg ~ --kubelet-arg without a value
          --kubelet-arg='a=b ~ quote (') that is not closed
          --kubelet-arg="a=b ~ quote (") that is not closed
          --node-ip=$(hostname ~ '$(' that is not closed
          --node-ip=${A ~ '${' that is not closed
          --kubelet-arg=eviction-hard=memory.available<500Mi ~ has a '<' at which
          --node-label=a=b;c ~ has a ';' at which
          --node-label=a=b & ~ has a '&' at which
          --node-label=a=b | cat ~ has a '|' at which
          --node-label=a=(b) ~ has a '(' at which
          --debug \\ ~ ends with a backslash
          """)
  void namesWhatNoMachineStartsWith(String args, String why) {
    assertThat(AgentArgs.check(args.replace("\\\\", "\\")).errors())
        .singleElement()
        .asString()
        .contains(why)
        .matches("(?s).*: [a-z].*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--debug\u00a0--selinux", "\uFEFF--debug", "--debug\u200b", "a\u0007b"})
  void namesCharactersThatNobodySees(String args) {
    assertThat(AgentArgs.check(args).errors())
        .singleElement()
        .asString()
        .contains("invisible character (U+");
  }

  @Test
  void namesALineBreakThatWouldBreakTheUnitFile() {
    assertThat(AgentArgs.check("--kubelet-arg='a\nb'").errors())
        .singleElement()
        .asString()
        .contains("line break within quotes");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          --debug true --node-label=a=b ~ 'true', which is no option
          agent --debug ~ 'agent', which is no option
          –-node-label=a=b ~ write the hyphens as --
          --debug -- --selinux ~ '--', which is no option
          --with-node-id ~ not called as its server is
          --node-name=$(hostname) ~ may not be called as its server is
          --node-name=ci --with-node-id ~ may not be called
          --max-pods=50 ~ --kubelet-arg=max-pods=...
          --max-pods 50 --debug ~ --kubelet-arg=max-pods=...
          --node-labels=a=b ~ --node-labels, which no k3s agent is known to take
          --kubelet-arg=node-labels=a=b ~ replaces every --node-label
          --token=x ~ replaces the token
          --server=https://10.0.0.2:6443 ~ set K3S_URL
          --node-ip=10.0.0.7 ~ one address for all machines
          --node-label=a=b --node-label=a=c ~ label a two values
          --data-dir=/a -d /b ~ --data-dir twice
          --node-label=ci-autoscaler.io/pool=x ~ for us to set
          --vpn-auth=pa$word ~ $word, which is empty on a new machine
          "--node-ip=${NODE_IP}" ~ $NODE_IP, which is empty
          """)
  void warnsOfWhatMayNotBeMeant(String args, String why) {
    AgentArgs.Findings findings = AgentArgs.check(args);

    assertThat(findings.errors()).isEmpty();
    assertThat(findings.warnings()).anySatisfy(said -> assertThat(said).contains(why));
    assertThat(findings.warnings()).allSatisfy(said -> assertThat(said).contains(": "));
  }

  @Test
  void namesEveryTroubleAtOnce() {
    AgentArgs.Findings findings =
        AgentArgs.check("--node-label=x.k8s.io/a=b --with-node-id --tls-san=a --node-taint=b");

    assertThat(findings.errors())
        .satisfiesExactlyInAnyOrder(
            label -> assertThat(label).contains("x.k8s.io/a"),
            server -> assertThat(server).contains("--tls-san"),
            taint -> assertThat(taint).contains("'b'"));
    assertThat(findings.warnings()).singleElement().asString().contains("--with-node-id");
  }
}
