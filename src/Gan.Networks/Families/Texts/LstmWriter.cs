using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Writes texts with an LSTM (SeqGAN, Yu et al. 2017, section 3.3): embedding of the token before, one layer of LSTM
/// (Hochreiter and Schmidhuber 1997), a linear layer to the logits of the next token. The first one follows a start
/// mark of its own.
/// </summary>
/// <remarks>Samples [N, T] from latents [N, T]: an entry's place under the normal curve is that among the
/// probabilities.</remarks>
public sealed class LstmWriter : GeneratorNetwork, ITextWriter
{
    private const int MostCopies = 10_000;
    private const double LargestBelowOne = 1 - (1.0 / (1 << 24)); // of floats
    private const double LeastTemperature = 1e-30; // of floats: below it is 0

    private readonly Embedding embedding;
    private readonly LSTM lstm;
    private readonly Module<Tensor, Tensor> output;
    private readonly NetworkInput input;
    private readonly long length;
    private readonly long hidden;

    /// <summary>Makes the writer for samples of <c>spec.Shape</c>.</summary>
    /// <exception cref="ArgumentException">The options make samples of another shape, or are out of range.</exception>
    public LstmWriter(SeqGanOptions options, NetworkSpec spec)
        : base(nameof(LstmWriter))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        if (options.Problems(spec.Shape).FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem.ToString(), nameof(options));
        }
        length = options.Length;
        hidden = options.Hidden;
        Tokens = options.Tokens;
        EndToken = options.EndToken;
        input = new NetworkInput(this);
        embedding = Embedding(Tokens + 1, options.Embedding); // the last row is the start mark
        lstm = LSTM(options.Embedding, options.Hidden, batchFirst: true);
        output = spec.InPrecision(Linear(options.Hidden, Tokens));
        RegisterComponents();
        using var _ = no_grad();
        foreach (var weight in parameters())
        {
            init.normal_(weight, 0, options.WeightDeviation);
        }
    }

    /// <inheritdoc/>
    public long Tokens { get; }

    /// <inheritdoc/>
    public long? EndToken { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), length);
        using var scope = NewDisposeScope();
        // Of a latent beyond 5.4 it would be 1, behind the last token that can be.
        var uniform = (((latent.detach() * Math.Sqrt(0.5)).erf() + 1) / 2).clamp_max(LargestBelowOne);
        return Write(uniform).to(latent.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Write(Tensor uniform, double temperature = 1)
    {
        TextTokens.Require(uniform, nameof(uniform));
        Argument.Above(0.0, temperature);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var count = uniform.size(0);
        var token = Starts(count, uniform.device);
        var state = Zero(count, uniform.device);
        var written = new Tensor[uniform.size(1)];
        for (var t = 0; t < written.Length; t++)
        {
            using var step = NewDisposeScope();
            state = Read(token, state);
            token = Next(state.Hidden, uniform.select(1, t), temperature, t == 0 ? null : token);
            written[t] = token.MoveToOuterDisposeScope();
            state = (state.Hidden.MoveToOuterDisposeScope(), state.Cell.MoveToOuterDisposeScope());
        }
        return stack(written, 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor NextLogits(Tensor tokens)
    {
        TextTokens.Require(tokens, nameof(tokens));
        using var scope = NewDisposeScope();
        var known = TextTokens.Of(tokens, Tokens);
        var before = cat(
            [Starts(tokens.size(0), tokens.device).unsqueeze(1), known.narrow(1, 0, known.size(1) - 1)],
            1
        );
        var (states, _, _) = lstm.call(embedding.call(before));
        return output
            .call(states.reshape(-1, hidden))
            .reshape(known.size(0), known.size(1), Tokens)
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor GoOn(Tensor tokens, int copies, Generator random)
    {
        TextTokens.Require(tokens, nameof(tokens));
        Argument.Within(1, MostCopies, copies);
        ArgumentNullException.ThrowIfNull(random);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var count = tokens.size(0);
        var steps = tokens.size(1) - 1;
        var known = TextTokens.Of(tokens, Tokens);
        var texts = known.expand(steps, copies, count, steps + 1).clone();
        var state = Read(Starts(count, tokens.device), Zero(count, tokens.device));
        var drawn = known.narrow(0, 0, 0).select(1, 0); // last tokens of all texts that go on
        for (var t = 1; t <= steps; t++)
        {
            using var step = NewDisposeScope();
            // Those that go on already, then the texts themselves: one pass of the LSTM reads a token of each.
            var token = known.select(1, t - 1);
            state = Read(cat([drawn, token]), state);
            var going = (t - 1) * copies * count;
            var hiddens = Joined(state.Hidden, going, count, copies);
            var before = cat([drawn, token.repeat(copies)]);
            var uniform = rand([before.size(0)], device: tokens.device, generator: random);
            drawn = Next(hiddens, uniform, 1, before);
            texts.narrow(0, 0, t).select(3, t).copy_(drawn.reshape(t, copies, count));
            drawn = drawn.MoveToOuterDisposeScope();
            var cells = Joined(state.Cell, going, count, copies);
            state = (
                cat([hiddens, state.Hidden.narrow(1, going, count)], 1).MoveToOuterDisposeScope(),
                cat([cells, state.Cell.narrow(1, going, count)], 1).MoveToOuterDisposeScope()
            );
        }
        return texts.MoveToOuterDisposeScope();
    }

    // States of the texts that go on, with those that begin to.
    private static Tensor Joined(Tensor states, long going, long count, int copies) =>
        cat([states.narrow(1, 0, going), states.narrow(1, going, count).repeat(1, copies, 1)], 1);

    private Tensor Starts(long count, Device device) => full([count], Tokens, dtype: ScalarType.Int64, device: device);

    private (Tensor Hidden, Tensor Cell) Zero(long count, Device device) =>
        (zeros([1, count, hidden], device: device), zeros([1, count, hidden], device: device));

    private (Tensor Hidden, Tensor Cell) Read(Tensor token, (Tensor Hidden, Tensor Cell) state)
    {
        var (_, next, cell) = lstm.call(embedding.call(token).unsqueeze(1), (state.Hidden, state.Cell));
        return (next, cell);
    }

    // The first token whose share of the sum reaches beyond the number. Behind an end mark there is nothing else.
    private Tensor Next(Tensor state, Tensor uniform, double temperature, Tensor? before)
    {
        var logits = output.call(state.squeeze(0));
        // From the largest on: 0 stays 0, where others are beyond floats when they are divided by nearly nothing.
        var lessThanMost = logits - logits.amax([1], keepdim: true);
        var sharp = temperature == 1 ? logits : lessThanMost / Math.Max(temperature, LeastTemperature);
        var sums = sharp.softmax(1).cumsum(1);
        var place = (uniform * sums.select(1, Tokens - 1)).unsqueeze(1);
        var token = sums.le(place).sum(1).clamp_max(Tokens - 1);
        return EndToken is { } end && before is not null ? token.masked_fill(before.eq(end), end) : token;
    }
}
