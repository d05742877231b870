using Gan.Losses;

namespace Gan;

/// <summary>
/// Weights that a described network has at least, so that a file which describes a larger network than it has tensors
/// for is refused before memory is asked for it. Largest layers only: within a factor of four of the truth. In floating
/// point, where nothing overflows.
/// </summary>
internal static class BlueprintWeights
{
    internal static double Generator(INetworkFamily? networks, NetworkSpec spec) =>
        networks switch
        {
            MlpOptions mlp => Dense([spec.LatentSize, .. mlp.GeneratorWidths, Product(spec.Shape)]),
            DcganOptions dcgan => DcganGenerator(dcgan, spec),
            ResNetOptions resnet => ResNetGenerator(resnet, spec),
            _ => 0,
        };

    internal static double Discriminator(INetworkFamily? networks, NetworkSpec spec) =>
        networks switch
        {
            MlpOptions mlp => Dense([Product(spec.Shape), .. mlp.DiscriminatorWidths, 1]),
            DcganOptions dcgan => DcganDiscriminator(dcgan, spec),
            ResNetOptions resnet => ResNetDiscriminator(resnet, spec),
            _ => 0,
        };

    /// <summary>Of the condition's encoder in front of the generator.</summary>
    internal static double GeneratorEncoder(IConditioning? conditioning, double width) => width * Row(conditioning);

    /// <summary>Of the condition's encoder in front of the discriminator, or of its heads.</summary>
    internal static double DiscriminatorEncoder(IConditioning? conditioning, IReadOnlyList<long> shape, double width) =>
        conditioning switch
        {
            LabelEmbedding embedding => width * embedding.Size
                + (shape.Count > 1 ? embedding.Size * Product([.. shape.Skip(1)]) : 0),
            // times the features, of which there is at least one
            ProjectionConditioning or AuxiliaryClassifier => width,
            _ => 0,
        };

    private static double Row(IConditioning? conditioning) =>
        conditioning switch
        {
            LabelEmbedding embedding => embedding.Size,
            ProjectionConditioning projection => projection.Size,
            AuxiliaryClassifier classifier => classifier.Size,
            _ => 0,
        };

    private static double Product(IReadOnlyList<long> sizes) => sizes.Aggregate(1.0, (a, b) => a * b);

    private static double Dense(double[] widths) =>
        Enumerable.Range(1, widths.Length - 1).Sum(i => widths[i - 1] * widths[i]);

    private static double DcganGenerator(DcganOptions options, NetworkSpec spec)
    {
        var sides = DcganShape.Of(spec.Shape, options.Layout);
        var f = (double)options.FeatureMaps;
        var maps = options.Layout switch
        {
            DcganLayout.Paper => f * (1L << (sides.Halvings - 1)),
            DcganLayout.Tutorial => 4 * f,
            _ => 2 * f,
        };
        return spec.LatentSize * maps * sides.Height * sides.Width
            + maps * maps
            + f * spec.Shape[0] * 9
            + Conditional(options.ConditionalBatchNorm, spec) * maps;
    }

    private static double DcganDiscriminator(DcganOptions options, NetworkSpec spec)
    {
        var sides = DcganShape.Of(spec.Shape, options.Layout);
        var f = (double)options.FeatureMaps;
        var maps = options.Layout switch
        {
            DcganLayout.Paper => f * (1L << (sides.Halvings - 1)),
            DcganLayout.Tutorial => 2 * f,
            _ => f,
        };
        return spec.Shape[0] * f * 9 + maps * sides.Height * sides.Width + (sides.Halvings > 1 ? maps * maps : 0);
    }

    private static double ResNetGenerator(ResNetOptions options, NetworkSpec spec)
    {
        var shape = ResNetShape.Of(spec.Shape);
        var maps = options.GeneratorMaps * (double)ResNetShape.Maps(1, shape.Halvings, options.Layout);
        return spec.LatentSize * maps * shape.Height * shape.Width
            + 4 * maps * maps
            + 9.0 * options.GeneratorMaps * spec.Shape[0]
            + Conditional(options.ConditionalBatchNorm, spec) * maps;
    }

    private static double ResNetDiscriminator(ResNetOptions options, NetworkSpec spec)
    {
        var shape = ResNetShape.Of(spec.Shape);
        var maps = options.DiscriminatorMaps * (double)ResNetShape.Maps(1, shape.Halvings, options.Layout);
        return 9.0 * options.DiscriminatorMaps * spec.Shape[0]
            + 9 * maps * maps
            + (options.Layout == ResNetLayout.Wgangp64 ? maps * shape.Height * shape.Width : 0);
    }

    private static double Conditional(bool conditional, NetworkSpec spec) =>
        conditional ? 2.0 * spec.Condition.Width : 0;
}
