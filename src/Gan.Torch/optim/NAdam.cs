using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with Nesterov momentum (Dozat 2016).</summary>
public class NAdam : OptimizerHelper, optim.IBetas
{
    public NAdam(IEnumerable<Parameter> parameters, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, double momentum_decay = 0.004)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, momentum_decay) { }

    public NAdam(IEnumerable<ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, double momentum_decay = 0.004)
    {
        Check(lr, eps, weight_decay);
        CheckBetas(beta1, beta2);
        if (momentum_decay < 0) throw new ArgumentException($"momentum_decay must not be negative, but is {momentum_decay}.");
        _defaults = new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay,
            momentum_decay = momentum_decay };
        foreach (var group in parameters) add_param_group(group);
    }

    public (double, double) Betas
    {
        get => ((ParamGroup)_parameter_groups[0]).Betas;
        set
        {
            foreach (var group in _parameter_groups) ((ParamGroup)group).Betas = value;
        }
    }

    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Step, closure);

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        var defaults = (Options)_defaults;
        var options = (Options)(param_group.Options ??= new Options());
        options.LearningRate ??= defaults.LearningRate;
        options.beta1 ??= defaults.beta1;
        options.beta2 ??= defaults.beta2;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        options.momentum_decay ??= defaults.momentum_decay;
        AddState(param_group, p => new State(p));
    }

    private void Step(ParamGroup group)
    {
        var o = group.Options;
        var (beta1, beta2) = group.Betas;
        var decay = o.momentum_decay!.Value;
        foreach (var p in group.Parameters)
        {
            if (Gradient(p, o.weight_decay!.Value, false) is not { } gradient) continue;
            var s = (State)_state[p.Handle];
            s.step++;
            s.exp_avg.mul_(beta1).add_(gradient, 1 - beta1);
            s.exp_avg_sq.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
            var mu = beta1 * (1 - 0.5 * Math.Pow(0.96, s.step * decay));
            var next = beta1 * (1 - 0.5 * Math.Pow(0.96, (s.step + 1) * decay));
            s.mu_product *= mu;
            var root = s.exp_avg_sq.div(1 - Math.Pow(beta2, s.step)).sqrt_().add_(o.eps!.Value);
            p.addcdiv_(gradient, root, -group.LearningRate * (1 - mu) / (1 - s.mu_product));
            p.addcdiv_(s.exp_avg, root, -group.LearningRate * next / (1 - s.mu_product * next));
        }
    }

    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public double? momentum_decay;

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var from = (Options)source;
            (beta1, beta2, eps, weight_decay, momentum_decay) = (from.beta1, from.beta2, from.eps, from.weight_decay, from.momentum_decay);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            beta1 = reader.ReadDouble();
            beta2 = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            momentum_decay = reader.ReadDouble();
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(beta1 ?? 0);
            writer.Write(beta2 ?? 0);
            writer.Write(eps ?? 0);
            writer.Write(weight_decay ?? 0);
            writer.Write(momentum_decay ?? 0);
        }
    }

    public class ParamGroup : ParamGroup<Options>, optim.IBetas
    {
        public ParamGroup() { }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, double momentum_decay = 0.004)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay,
                momentum_decay = momentum_decay }) { }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_avg_sq = null!;
        public double mu_product;

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            mu_product = 1;
            Zero(ref exp_avg);
            Zero(ref exp_avg_sq);
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var from = Checked<State>(source);
            step = from.step;
            Copy(ref exp_avg, from.exp_avg);
            Copy(ref exp_avg_sq, from.exp_avg_sq);
            mu_product = from.mu_product;
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            Load(reader, ref exp_avg);
            Load(reader, ref exp_avg_sq);
            mu_product = reader.ReadDouble();
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            exp_avg.Save(writer);
            exp_avg_sq.Save(writer);
            writer.Write(mu_product);
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State s && step == s.step && mu_product == s.mu_product && Near(exp_avg, s.exp_avg) && Near(exp_avg_sq, s.exp_avg_sq);

        public override void to(Device device)
        {
            Move(ref exp_avg, device);
            Move(ref exp_avg_sq, device);
        }

        public void Dispose()
        {
            exp_avg.Dispose();
            exp_avg_sq.Dispose();
        }
    }
}
