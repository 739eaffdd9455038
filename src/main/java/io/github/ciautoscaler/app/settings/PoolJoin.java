package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.Machines.Join;
import io.github.ciautoscaler.bootstrap.Additions;
import io.github.ciautoscaler.bootstrap.KubeadmBootstrap;
import io.github.ciautoscaler.bootstrap.NodeMarks;
import io.github.ciautoscaler.bootstrap.Rke2Bootstrap;
import io.github.ciautoscaler.bootstrap.Setup;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.settings.PodKeys;
import io.github.ciautoscaler.settings.PoolKeys;
import io.github.ciautoscaler.settings.Setting;
import io.github.ciautoscaler.settings.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the machines of one pool join; what it leaves out is as the environment says. */
record PoolJoin(Machines machines, Values values) {

  private static final List<Setting<?>> ARGUMENTS = List.of(PoolKeys.AGENT_ARGS);
  private static final List<Setting<?>> MARKS = List.of(PoolKeys.NODE_LABELS, PoolKeys.NODE_TAINTS);
  private static final List<Setting<?>> SUBNETS = List.of(PoolKeys.NODE_SUBNETS);

  MachineBootstrap bootstrap() {
    Join join =
        new JoinReader(values, PoolKeys.BOOTSTRAP, PoolKeys.CLOUD_INIT, machines.join()).read();
    return switch (join) {
      case Join.K3s() -> {
        String args = agentArgs();
        refuseExclusions();
        warnOfOtherAddress(args);
        yield generated(join, NodeMarks.NONE, args);
      }
      case Join.Own(var _) -> {
        String why = "the owner's user-data replaces the whole generated one";
        warnOfUnused(why, ARGUMENTS);
        if (!values.get(PodKeys.DEMAND).contains(PodKeys.PODS)) {
          warnOfUnused(why, MARKS); // else they tell which pods fit
        }
        warnOfUnused(why, SUBNETS);
        refuseAdditions(why, "Write it into that user-data, or leave out cloud-init.");
        yield made(join, NodeMarks.NONE, machines.joining(), Additions.NONE);
      }
      case Join.Rke2() -> written(join, Rke2Bootstrap::errorsInArguments);
      case Join.Kubeadm() -> {
        MachineBootstrap made = written(join, KubeadmBootstrap::errorsInArguments);
        if (made instanceof KubeadmBootstrap kubeadm && kubeadm.refusesSwap()) {
          values.problem(
              PoolKeys.AGENT_ARGS,
              "has --fail-swap-on, with which no kubelet starts beside the pool's swap",
              "Remove it, or leave out swap.");
        }
        yield made;
      }
      case Join.Talos(var _) -> {
        warnOfUnused("Talos takes none of them", ARGUMENTS);
        refuseAdditions("Talos reads no cloud-init", "Put it into the machine config.");
        yield triedOut(join);
      }
      case Join.Template(var _) -> {
        warnOfUnused("the text says how its machines join", ARGUMENTS);
        warnOfUnused("the text says how its machines join", SUBNETS);
        refuseAdditions("the text says all that its machines do", "Write it into the text.");
        yield triedOut(join);
      }
    };
  }

  private MachineBootstrap triedOut(Join join) {
    MachineBootstrap made = made(join, marks(), machines.joining(), Additions.NONE);
    new BootReader(values).tryOut(PoolKeys.CLOUD_INIT, made, values.get(PoolKeys.NAME));
    return made;
  }

  /** Where the arguments go into a file. */
  private MachineBootstrap written(Join join, Function<String, List<String>> errors) {
    String args = values.find(PoolKeys.AGENT_ARGS).orElse("");
    new BootReader(values).problems(PoolKeys.AGENT_ARGS, errors.apply(args));
    refuseExclusions();
    return generated(join, marks(), args);
  }

  /** Only Talos knows them. */
  private void refuseExclusions() {
    if (values.get(PoolKeys.NODE_SUBNETS).stream().anyMatch(subnet -> subnet.startsWith("!"))) {
      values.problem(
          PoolKeys.NODE_SUBNETS,
          "excludes a subnet, which only Talos can",
          "Name just those of which addresses are to be.");
    }
  }

  /** With what the pool adds, as far as it fits. */
  private MachineBootstrap generated(Join join, NodeMarks marks, String ownArgs) {
    NodeReader node = new NodeReader(values);
    Additions additions = new AdditionReader(values).read(node.registries(join));
    String args = node.arguments(join);
    Machines.Joining joining =
        machines.joining().with(args.isEmpty() ? ownArgs : args.strip() + " " + ownArgs);
    if (!additions.equals(Additions.NONE)) {
      // Alone: what is wrong with the arguments is said by their own key.
      MachineBootstrap alone = made(join, marks, machines.joining().with(""), additions);
      BootReader.whyNone(alone, values.get(PoolKeys.NAME), version(join))
          .ifPresent(new AdditionReader(values)::refused);
    }
    return made(join, marks, joining, additions);
  }

  private void refuseAdditions(String why, String mend) {
    new NodeReader(values).refuse(why, mend);
    new AdditionReader(values).refuse(why, mend);
  }

  private void warnOfOtherAddress(String args) {
    if (values.find(PoolKeys.NODE_SUBNETS).isPresent() && args.contains("--node-ip")) {
      values.odd(
          PoolKeys.NODE_SUBNETS, "has no effect: --node-ip, which the agent is given too, holds");
    }
  }

  /** Of a cluster that its machines can join. */
  private static String version(Join join) {
    return switch (join) {
      case Join.Rke2() -> "v1.34.2+rke2r1";
      case Join.Kubeadm() -> "v1.34.2";
      case Join.K3s(), Join.Own(var _), Join.Talos(var _), Join.Template(var _) -> "v1.34.2+k3s1";
    };
  }

  private MachineBootstrap made(
      Join join, NodeMarks marks, Machines.Joining joining, Additions additions) {
    List<String> subnets = values.get(PoolKeys.NODE_SUBNETS);
    Setup setup = new Setup(subnets, joining.blockMetadata(), additions);
    return Machines.bootstrap(join, joining, marks, setup);
  }

  private NodeMarks marks() {
    BootReader boot = new BootReader(values);
    Map<String, String> labels = values.get(PoolKeys.NODE_LABELS);
    List<String> taints = values.get(PoolKeys.NODE_TAINTS);
    boot.problems(PoolKeys.NODE_LABELS, NodeMarks.errorsInLabels(labels));
    boot.problems(PoolKeys.NODE_TAINTS, NodeMarks.errorsInTaints(taints));
    return NodeMarks.of(labels, taints);
  }

  /** Those of K3s, with the pool's labels and taints among them. */
  private String agentArgs() {
    BootReader boot = new BootReader(values);
    Optional<String> ownArgs = values.find(PoolKeys.AGENT_ARGS);
    String labels = labels();
    String taints = taints();
    String args = ownArgs.orElse(machines.joining().k3sAgentArgs()) + labels + taints;
    boolean areChecked = machines.join() instanceof Join.K3s;
    if (ownArgs.isPresent() || !areChecked) {
      boot.checkAgentArgs(PoolKeys.AGENT_ARGS, args);
    } else if (!labels.isEmpty() || !taints.isEmpty()) {
      boot.checkAgentArgs(labels.isEmpty() ? PoolKeys.NODE_TAINTS : PoolKeys.NODE_LABELS, args);
    }
    return args;
  }

  private String labels() {
    return values.get(PoolKeys.NODE_LABELS).entrySet().stream()
        .map(label -> " --node-label=" + label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining());
  }

  private String taints() {
    return values.get(PoolKeys.NODE_TAINTS).stream()
        .map(taint -> " --node-taint=" + taint)
        .collect(Collectors.joining());
  }

  private void warnOfUnused(String why, List<Setting<?>> settings) {
    for (Setting<?> setting : settings) {
      if (values.find(setting).isPresent()) {
        values.odd(setting, "has no effect: " + why);
      }
    }
  }
}
