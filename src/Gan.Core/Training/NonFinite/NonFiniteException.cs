namespace Gan;

/// <summary>Where an infinite number or NaN was seen.</summary>
public enum NumberPlace
{
    /// <summary>The real samples: the data set holds it.</summary>
    Data,

    /// <summary>What the generator made, from weights that are all finite.</summary>
    Samples,

    /// <summary>The discriminator's scores, from weights and samples that are all finite.</summary>
    Scores,

    /// <summary>The loss or a penalty, from scores that are all finite.</summary>
    Loss,

    /// <summary>A gradient, of a finite loss.</summary>
    Gradient,

    /// <summary>A weight.</summary>
    Weight,
}

/// <summary>A number of the training is infinite or NaN. Says what came first.</summary>
/// <param name="step">The step.</param>
/// <param name="player">Whose update it was, or whose weight it is.</param>
/// <param name="place">What came first.</param>
/// <param name="parameter">The parameter of a gradient or weight, as <c>named_parameters()</c> has it; null
/// elsewhere.</param>
/// <param name="loss">The update's loss.</param>
public sealed class NonFiniteException(long step, string player, NumberPlace place, string? parameter, double loss)
    : ArithmeticException(Text(step, player, place, parameter, loss))
{
    /// <summary>The step.</summary>
    public long Step { get; } = step;

    /// <summary>Whose update it was, or whose weight it is.</summary>
    public string Player { get; } = player;

    /// <summary>What came first.</summary>
    public NumberPlace Place { get; } = place;

    /// <summary>The parameter of a gradient or weight; null elsewhere.</summary>
    public string? Parameter { get; } = parameter;

    /// <summary>The update's loss.</summary>
    public double Loss { get; } = loss;

    private static string Text(long step, string player, NumberPlace place, string? parameter, double loss)
    {
        var what = place switch
        {
            NumberPlace.Data => "a real sample is not finite. Look at the data set: every value must be a number.",
            NumberPlace.Samples => "a generated sample is not finite, though all weights are. "
                + "Lower the learning rate, or look at the generator's layers for a division, logarithm or root.",
            NumberPlace.Scores => "a score is not finite, though samples and weights are. "
                + "Lower the learning rate, or look at the discriminator's layers for a division, logarithm or root.",
            NumberPlace.Loss => "the loss is not finite, though the scores are. "
                + "Lower the learning rate, or look at the loss and its penalties.",
            NumberPlace.Gradient =>
                $"the gradient of '{parameter}' is not finite, or its square overflows. Lower the learning "
                    + "rate, or set ClipNorm.",
            _ => $"the weight '{parameter}' is not finite. Lower the learning rate.",
        };
        return FormattableString.Invariant($"Step {step}, update of the {player} with loss {loss:g6}: {what}");
    }
}
