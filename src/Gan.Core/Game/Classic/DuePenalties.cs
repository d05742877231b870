using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Adds the penalties that are due to the objectives of the classic game.</summary>
internal sealed class DuePenalties
{
    private readonly Player generatorPlayer;
    private readonly Player discriminatorPlayer;
    private readonly GeneratorNetwork generator;
    private readonly DiscriminatorNetwork discriminator;
    private readonly IReadOnlyList<ScheduledPenalty> ofDiscriminator;
    private readonly IReadOnlyList<ScheduledGeneratorPenalty> ofGenerator;
    private readonly PenaltyMemory[] discriminatorMemories;
    private readonly PenaltyMemory[] generatorMemories;

    internal DuePenalties(GanSettings settings, Player generator, Player discriminator)
    {
        generatorPlayer = generator;
        discriminatorPlayer = discriminator;
        this.generator = (GeneratorNetwork)generator.Network;
        this.discriminator = (DiscriminatorNetwork)discriminator.Network;
        ofDiscriminator = settings.Penalties;
        ofGenerator = settings.GeneratorPenalties;
        discriminatorMemories = Memories(discriminator, ofDiscriminator.Select(p => (object)p.Penalty));
        generatorMemories = Memories(generator, ofGenerator.Select(p => (object)p.Penalty));
    }

    private static PenaltyMemory[] Memories(Player player, IEnumerable<object> penalties)
    {
        var memories = new List<PenaltyMemory>();
        foreach (var penalty in penalties)
        {
            var memory = new PenaltyMemory();
            player.State[$"{memories.Count}.{penalty.GetType().Name}"] = memory;
            memories.Add(memory);
        }
        return [.. memories];
    }

    /// <param name="loss">The discriminator's loss.</param>
    /// <param name="number">Number of the discriminator's update, from 0: lazy penalties count it.</param>
    /// <param name="part">The part of the batch.</param>
    /// <param name="judged">Its samples with their scores.</param>
    internal Tensor AddToDiscriminator(Tensor loss, long number, Part part, Judged judged)
    {
        for (var i = 0; i < ofDiscriminator.Count; i++)
        {
            var (penalty, every) = ofDiscriminator[i];
            if (number % every == 0)
            {
                var context = PenaltyContext.ForDiscriminator(judged, Score(judged), part.Random(i)) with
                {
                    Generator = MakeWithoutGradient,
                };
                loss += every * penalty.Penalty(Complete(context, discriminatorPlayer, discriminatorMemories[i]));
            }
        }
        return loss;

        Tensor MakeWithoutGradient(Tensor latents)
        {
            using var _ = no_grad();
            return generator.call(latents, judged.Condition);
        }
    }

    /// <param name="loss">The generator's loss.</param>
    /// <param name="number">Number of the generator's update, from 0.</param>
    /// <param name="part">The part of the batch.</param>
    /// <param name="judged">Its samples with their scores.</param>
    internal Tensor AddToGenerator(Tensor loss, long number, Part part, Judged judged)
    {
        for (var i = 0; i < ofGenerator.Count; i++)
        {
            var (penalty, every) = ofGenerator[i];
            if (number % every == 0)
            {
                var context = PenaltyContext.ForGenerator(judged, Score(judged), Make, part.Random(i));
                loss += every * penalty.Penalty(Complete(context, generatorPlayer, generatorMemories[i]));
            }
        }
        return loss;

        Tensor Make(Tensor latents) => generator.call(latents, judged.Condition);
    }

    private Func<Tensor, Tensor> Score(Judged judged) => samples => discriminator.call(samples, judged.Condition);

    private PenaltyContext Complete(PenaltyContext context, Player player, PenaltyMemory memory) =>
        context with
        {
            Features = samples => discriminator.Features(samples, context.Condition),
            Auxiliary = samples => discriminator.Auxiliary(samples, context.Condition),
            Parameters = player.Parameters,
            Memory = memory,
        };
}
