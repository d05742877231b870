using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Hinton 2012 (lecture 6e); centred as in Graves 2013.</summary>
public class RMSProp : OptimizerHelper, optim.IMomentum
{
    public RMSProp(IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize) { }

    public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
    {
        Check(lr, eps, weight_decay);
        if (momentum < 0 || alpha < 0)
            throw new ArgumentException($"momentum and alpha must not be negative, but are {momentum} and {alpha}.");
        _defaults = new Options { LearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum,
            centered = centered, maximize = maximize };
        foreach (var group in parameters) add_param_group(group);
    }

    public double Momentum
    {
        get => ((ParamGroup)_parameter_groups[0]).Momentum;
        set
        {
            foreach (var group in _parameter_groups) ((ParamGroup)group).Momentum = value;
        }
    }

    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Step, closure);

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        var defaults = (Options)_defaults;
        var options = (Options)(param_group.Options ??= new Options());
        options.LearningRate ??= defaults.LearningRate;
        options.alpha ??= defaults.alpha;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        options.momentum ??= defaults.momentum;
        options.centered ??= defaults.centered;
        options.maximize ??= defaults.maximize;
        AddState(param_group, p => new State(p));
    }

    private void Step(ParamGroup group)
    {
        var o = group.Options;
        var alpha = o.alpha!.Value;
        foreach (var p in group.Parameters)
        {
            if (Gradient(p, o.weight_decay!.Value, o.maximize!.Value) is not { } gradient) continue;
            var s = (State)_state[p.Handle];
            s.step++;
            s.square_avg.mul_(alpha).addcmul_(gradient, gradient, 1 - alpha);
            var mean = s.square_avg;
            if (o.centered!.Value)
            {
                s.grad_avg!.mul_(alpha).add_(gradient, 1 - alpha);
                mean = s.square_avg.addcmul(s.grad_avg, s.grad_avg, -1);
            }
            var root = mean.sqrt().add_(o.eps!.Value);
            if (o.momentum > 0) p.add_(s.momentum_buffer!.mul_(o.momentum!.Value).addcdiv_(gradient, root, 1), -group.LearningRate);
            else p.addcdiv_(gradient, root, -group.LearningRate);
        }
    }

    public class Options : OptimizerOptions
    {
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public double? momentum;
        public bool? centered;
        public bool? maximize;

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var from = (Options)source;
            (alpha, eps, weight_decay, momentum, centered, maximize) = (from.alpha, from.eps, from.weight_decay, from.momentum,
                from.centered, from.maximize);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            alpha = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            momentum = reader.ReadDouble();
            centered = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(alpha ?? 0);
            writer.Write(eps ?? 0);
            writer.Write(weight_decay ?? 0);
            writer.Write(momentum ?? 0);
            writer.Write(centered ?? false);
            writer.Write(maximize ?? false);
        }
    }

    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup() { }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double eps = 1e-8, double alpha = 0.99,
            double weight_decay = 0, double momentum = 0, bool centered = false)
            : base(parameters, new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum,
                centered = centered }) { }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor square_avg = null!;
        public Tensor? momentum_buffer;
        public Tensor? grad_avg;

        public override void Initialize(OptimizerOptions options)
        {
            var o = (Options)options;
            step = 0;
            Zero(ref square_avg);
            if (o.momentum > 0) Zero(ref momentum_buffer);
            if (o.centered == true) Zero(ref grad_avg);
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var from = Checked<State>(source);
            step = from.step;
            Copy(ref square_avg, from.square_avg);
            Copy(ref momentum_buffer, from.momentum_buffer);
            Copy(ref grad_avg, from.grad_avg);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            Load(reader, ref square_avg);
            LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);
            LoadConditionalStateTensor(reader, ref grad_avg, _parameter.device);
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            square_avg.Save(writer);
            SaveConditionalStateTensor(writer, momentum_buffer);
            SaveConditionalStateTensor(writer, grad_avg);
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State s && step == s.step && Near(square_avg, s.square_avg) && Near(momentum_buffer,
                s.momentum_buffer) && Near(grad_avg, s.grad_avg);

        public override void to(Device device)
        {
            Move(ref square_avg, device);
            Move(ref momentum_buffer, device);
            Move(ref grad_avg, device);
        }

        public void Dispose()
        {
            square_avg.Dispose();
            momentum_buffer?.Dispose();
            grad_avg?.Dispose();
        }
    }
}
