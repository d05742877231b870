using System.Text;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>How one network's weights are updated.</summary>
/// <param name="LearningRate">Step size. Greater than 0.</param>
public abstract record OptimizerOptions(double LearningRate)
{
    /// <summary>The course of the rate over the training. Default: constant. Settings of one network alone give two
    /// time scales (TTUR, Heusel et al. 2017).</summary>
    public ILearningRateSchedule Schedule { get; init; } = new ConstantRate();

    /// <summary>Largest 2-norm of all gradients of the network together; longer ones are scaled down to it (Pascanu et
    /// al. 2013). Null (the default) for none.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Largest size of each entry of a gradient; larger ones are cut. Null (the default) for none.</summary>
    public double? ClipValue { get; init; }

    /// <summary>True when a step depends on the direction of earlier ones.</summary>
    public abstract bool HasMomentum { get; }

    /// <summary>
    /// Whether a step from finite gradients, whose squares do not overflow, is finite at any usual rate: then weights
    /// need not be read after each to know that they are numbers. False (the default) for optimisers of one's own.
    /// </summary>
    public virtual bool MakesFiniteSteps => false;

    /// <summary>Makes the optimiser. Call it after the network is on its device.</summary>
    public abstract optim.Optimizer Create(IEnumerable<Parameter> parameters);

    /// <summary>What is out of range, each with its bound and value.</summary>
    public virtual IEnumerable<Problem> Problems() =>
        [
            .. Bounds.Of(GetType().Name, Bounds.Above(0, LearningRate)),
            .. Schedule.Problems(),
            .. Bounds.Of(GetType().Name, Bounds.Above(0, ClipNorm), Bounds.Above(0, ClipValue)),
        ];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it.</summary>
    public virtual string Describe() => InvariantText.Of(this);

    /// <summary>Sets what else of the optimiser follows the step, beside the rate.</summary>
    internal virtual void Follow(optim.ILearningRateController group, TrainingMoment moment) { }

    private protected static IEnumerable<Parameter> CheckParameters(IEnumerable<Parameter> parameters)
    {
        Parameter[] all = [.. parameters ?? throw new ArgumentNullException(nameof(parameters))];
        return Array.IndexOf(all, null) < 0
            ? all
            : throw new ArgumentException(
                "parameters must not contain null. Pass the network's parameters().",
                nameof(parameters)
            );
    }
}

/// <summary>Adam (Kingma and Ba 2015). The defaults are those of the DCGAN paper.</summary>
/// <param name="LearningRate">Step size.</param>
/// <param name="Beta1">Decay of the mean of gradients, in [0, 1). GANs use 0.5 or 0.</param>
/// <param name="Beta2">Decay of the mean of squared gradients, in [0, 1).</param>
/// <param name="Epsilon">Added to the root in the denominator.</param>
public sealed record AdamOptions(
    double LearningRate = 2e-4,
    double Beta1 = 0.5,
    double Beta2 = 0.999,
    double Epsilon = 1e-8
) : OptimizerOptions(LearningRate)
{
    /// <summary>What <see cref="Beta2"/> is multiplied by in the course of the training; the product stays below 1.
    /// R3GAN raises β2 from 0.9 to 0.99 by half a cosine (Huang et al. 2024). Default: constant.</summary>
    public ILearningRateSchedule Beta2Schedule { get; init; } = new ConstantRate();

    /// <inheritdoc/>
    public override bool HasMomentum => Beta1 > 0;

    /// <inheritdoc/>
    // then it is bounded by a multiple of the rate (Kingma and Ba 2015, section 2.1), whatever β2 is where β1 is 0
    public override bool MakesFiniteSteps =>
        (Beta1 == 0 || (Beta1 * Beta1 <= Beta2 && Beta2Schedule is ConstantRate)) && Epsilon >= 1e-12;

    /// <inheritdoc/>
    public override optim.Optimizer Create(IEnumerable<Parameter> parameters)
    {
        Parameter[] given = [.. CheckParameters(parameters)];
        GanConfigurationException.ThrowIfAny(Problems());
        return LayerKernels.Current?.Adam(given, LearningRate, Beta1, Beta2, Epsilon)
            ?? optim.Adam(given, LearningRate, Beta1, Beta2, Epsilon);
    }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Problems() =>
        [
            .. base.Problems(),
            .. Bounds.Of(GetType().Name, Bounds.In("[0, 1)", Beta1), Bounds.In("[0, 1)", Beta2)),
            .. Beta2Schedule.Problems(),
            .. Beta2Schedule is ConstantRate || Beta2Schedule.Problems().Any() ? [] : ScheduleProblems(),
        ];

    // At both ends alone: what a schedule of one's own does between them cannot be known.
    private IEnumerable<Problem> ScheduleProblems()
    {
        const long images = 1L << 40; // more than any schedule's
        var most = Math.Max(
            Beta2 * Beta2Schedule.At(new TrainingMoment(1, images, 1)),
            Beta2 * Beta2Schedule.At(new TrainingMoment(images, images, 1))
        );
        return most >= 1 && Beta2 < 1
            ?
            [
                new Problem(
                    $"AdamOptions.Beta2 times its schedule must stay below 1, but reaches {most:G4}.",
                    "Let Beta2Schedule end lower, such as HalfCosine(1, 1.1) for a Beta2 of 0.9."
                ),
            ]
            : [];
    }

    internal override void Follow(optim.ILearningRateController group, TrainingMoment moment)
    {
        if (Beta2Schedule is not ConstantRate && group is optim.IBetas betas)
        {
            betas.Betas = (Beta1, Beta2 * Beta2Schedule.At(moment));
        }
    }

    // Checkpoints from before there was a schedule of β2 do not name it, so neither does the text of none.
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        base.PrintMembers(builder);
        var text = $", Beta1 = {Beta1}, Beta2 = {Beta2}, Epsilon = {Epsilon}";
        builder.Append(text);
        if (Beta2Schedule is not ConstantRate)
        {
            var course = $", Beta2Schedule = {Beta2Schedule}";
            builder.Append(course);
        }
        return true;
    }
}

/// <summary>RMSProp (Tieleman and Hinton 2012), the optimiser of WGAN with weight clipping.</summary>
/// <param name="LearningRate">Step size.</param>
/// <param name="Alpha">Decay of the mean of squared gradients, in [0, 1).</param>
/// <param name="Momentum">Momentum, in [0, 1).</param>
public sealed record RmsPropOptions(double LearningRate = 5e-5, double Alpha = 0.99, double Momentum = 0)
    : OptimizerOptions(LearningRate)
{
    /// <inheritdoc/>
    public override bool HasMomentum => Momentum > 0;

    /// <inheritdoc/>
    public override bool MakesFiniteSteps => true; // at most rate / √(1 − α), and 1 / (1 − momentum) times that

    /// <inheritdoc/>
    public override optim.Optimizer Create(IEnumerable<Parameter> parameters)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        return optim.RMSProp(CheckParameters(parameters), LearningRate, Alpha, momentum: Momentum);
    }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Problems() =>
        [.. base.Problems(), .. Bounds.Of(GetType().Name, Bounds.In("[0, 1)", Alpha), Bounds.In("[0, 1)", Momentum))];
}
