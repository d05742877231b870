namespace Gan;

/// <summary>Encoders of one layout. Implement it as a record, so that its settings show in logs and files.</summary>
public interface IEncoderFamily
{
    /// <summary>Makes the encoder that leads from samples of <c>spec.Shape</c> to latents of
    /// <c>spec.LatentSize</c>.</summary>
    EncoderNetwork Encoder(NetworkSpec spec);

    /// <summary>
    /// Weights that an encoder of this spec has at least: a file that describes a larger network than it holds numbers
    /// for is refused before memory is asked for it. In floating point, where nothing overflows. As it comes 0, which
    /// refuses nothing.
    /// </summary>
    double LeastWeights(NetworkSpec spec) => 0;

    /// <summary>What stands against these settings for samples of this shape, each with its remedy; empty when all is
    /// well.</summary>
    IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => [];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => ToString() ?? GetType().Name;
}

/// <summary>Encoders made by the user's own function.</summary>
/// <param name="Make">Makes the encoder.</param>
public sealed record CustomEncoder(Func<NetworkSpec, EncoderNetwork> Make) : IEncoderFamily
{
    /// <inheritdoc/>
    public EncoderNetwork Encoder(NetworkSpec spec) => Make(spec);

    /// <inheritdoc/>
    public override string ToString() => nameof(CustomEncoder);
}
