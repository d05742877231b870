using System.Text;

namespace Gan.Losses;

/// <summary>
/// A watermark that the generator learns to write into each sample, Fei, Xia, Tondi and Barni 2022 (arXiv:2209.03466):
/// λ times the binary cross entropy between a message and what a frozen decoder reads from generated samples, as they
/// are and with noise. It stands in the weights, so that every copy of the generator writes it.
/// </summary>
/// <remarks>It costs two passes of the decoder. Random changes of images before the discriminator do not touch
/// it.</remarks>
/// <param name="Decoder">Reads the bits; such as <c>WatermarkDecoder.Train</c> of Gan.Metrics.</param>
/// <param name="Message">The bits; as many as the decoder reads.</param>
/// <param name="Lambda">Weight λ, at least 0.</param>
public sealed record WatermarkPenalty(IWatermarkDecoder Decoder, WatermarkMessage Message, double Lambda = 1)
    : IGeneratorPenalty
{
    private const double Noise = 0.05; // of values in [−1, 1]: about 6 of 255

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        foreach (var problem in Bounds.All(Bounds.AtLeast(0, Lambda)))
        {
            yield return problem;
        }
        if (Decoder is null || Message is null)
        {
            yield return new Problem("WatermarkPenalty lacks its decoder or its message.", "Give both.");
        }
        else if (Decoder.Bits != Message.Count)
        {
            yield return new Problem(
                $"The watermark's message has {Message.Count} bits, but its decoder reads {Decoder.Bits}.",
                $"Take new WatermarkMessage(key, {Decoder.Bits})."
            );
        }
    }

    /// <inheritdoc/>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var fake = context.Fake;
        var noisy = fake + (Noise * Draws.Normal(fake.shape, fake, context.Random));
        using var bits = Message.ToTensor();
        var wanted = bits.to(fake.device).unsqueeze(0).expand(fake.shape[0], Message.Count);
        return Lambda / 2 * (Term(fake) + Term(noisy));

        Tensor Term(Tensor images) =>
            nn.functional.binary_cross_entropy_with_logits(Decoder.Logits(images).to(float32), wanted);
    }

    // Not the key: what is printed goes into logs and checkpoints.
    private bool PrintMembers(StringBuilder text)
    {
        var members = $"Decoder = {Decoder?.Name}, Message = {Message}, Lambda = {Lambda}";
        text.Append(members);
        return true;
    }
}
