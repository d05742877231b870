namespace Gan.Games;

/// <summary>What stands against an <see cref="EncoderGame"/>.</summary>
internal static class EncoderRules
{
    /// <exception cref="GanConfigurationException">The networks do not go with the data, the options or each
    /// other.</exception>
    internal static void ThrowIfUnfit(
        GanSettings settings,
        EncoderOptions options,
        TrainedGan gan,
        TrainedDiscriminator judge
    )
    {
        var problems = options.Plan(gan.Plan).Problems().ToList();
        var shape = ShapeText.Of(settings.SampleShape);
        if (!gan.SampleShape.SequenceEqual(settings.SampleShape))
        {
            problems.Add(new($"The GAN makes samples {ShapeText.Of(gan.SampleShape)}, but the data have {shape}."));
        }
        if (!judge.SampleShape.SequenceEqual(settings.SampleShape))
        {
            problems.Add(
                new($"The discriminator judges samples {ShapeText.Of(judge.SampleShape)}, but the data have {shape}.")
            );
        }
        if (options.FeatureWeight > 0 && judge.FeatureSize == 0)
        {
            problems.Add(
                new(
                    "The encoder learns from features of the discriminator, which gives none.",
                    "Use one of the library's networks, or FeatureWeight = 0."
                )
            );
        }
        GanConfigurationException.ThrowIfAny(problems);
    }

    /// <summary>What the settings ask for and the game does not read.</summary>
    internal static IEnumerable<Problem> Unread(GanSettings settings)
    {
        var names = new List<string>();
        names.AddRange(settings.Penalties.Select(term => term.Penalty.GetType().Name));
        names.AddRange(settings.GeneratorPenalties.Select(term => term.Penalty.GetType().Name));
        names.AddRange(settings.Augmentations.Select(augmentation => augmentation.GetType().Name));
        names.AddRange(settings.Constraints.Select(constraint => constraint.GetType().Name));
        if (settings.Conditioning is not null)
        {
            names.Add(settings.Conditioning.GetType().Name);
        }
        if (names.Count > 0)
        {
            yield return new Problem(
                $"No discriminator learns beside an encoder, which {string.Join(", ", names)} is about.",
                "Leave it out there; the first training may have it."
            );
        }
    }
}
