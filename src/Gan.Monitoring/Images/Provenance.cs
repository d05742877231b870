namespace Gan.Monitoring;

/// <summary>Where generated samples come from, as the metadata of their pictures says: XMP's
/// <c>Iptc4xmpExt:DigitalSourceType</c> is <c>trainedAlgorithmicMedia</c>, and the software is Gan.Net with what is
/// known here (docs/marking.md). Equal provenance and pixels give equal files.</summary>
/// <param name="Step">Training steps behind the generator, at least 0; null where they are not known.</param>
/// <param name="DataSet">Name of the data that it was trained with, of which 200 characters are told; null where it is
/// not known.</param>
public sealed record Provenance(long? Step = null, string? DataSet = null)
{
    /// <summary>That of a generator.</summary>
    public static Provenance Of(TrainedGan gan)
    {
        ArgumentNullException.ThrowIfNull(gan);
        return new(gan.Step, gan.DataSet);
    }

    internal static Provenance Of(TrainingContext context) => new(context.Step, context.Data.Name);

    internal PngMark Mark => PngMark.Of(Step, DataSet);
}
