using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Judges texts by convolutions (SeqGAN, Yu et al. 2017, section 3.3 and appendix; Kim 2014): embedding, filters of
/// several widths, the largest answer of each over the text, a highway, dropout, a linear layer. One logit a text.
/// </summary>
/// <remarks>Reads numbers of tokens [N, T], or shares of tokens [N, T, V] that add up to 1, through which gradients
/// pass (Gumbel softmax, Kusner and Hernández-Lobato 2016).</remarks>
public sealed class TextJudge : DiscriminatorNetwork
{
    private readonly Embedding embedding;
    private readonly Conv1d[] filters;
    private readonly Highway highway;
    private readonly LayerDropout dropout;
    private readonly Module<Tensor, Tensor> output;
    private readonly NetworkInput input;
    private readonly long tokens;
    private readonly long length;

    /// <summary>Makes the judge for samples of <c>spec.Shape</c>.</summary>
    /// <exception cref="ArgumentException">The options are for samples of another shape, or out of range.</exception>
    public TextJudge(SeqGanOptions options, NetworkSpec spec)
        : base(nameof(TextJudge))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        if (options.Problems(spec.Shape).FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem.ToString(), nameof(options));
        }
        tokens = options.Tokens;
        length = options.Length;
        input = new NetworkInput(this);
        embedding = Embedding(tokens, options.JudgeEmbedding);
        var windows = options.FittingWindows;
        FeatureSize = windows.Sum(window => (long)window.Filters);
        filters = [.. windows.Select(window => Conv1d(options.JudgeEmbedding, window.Filters, window.Width))];
        for (var i = 0; i < filters.Length; i++)
        {
            register_module($"filters{i}", filters[i]);
        }
        highway = new Highway(FeatureSize, layer => spec.InPrecision(layer));
        dropout = new LayerDropout(options.Dropout);
        output = spec.InPrecision(Linear(FeatureSize, 1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override bool IsSamplewise => true;

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor sample, Tensor? condition)
    {
        using var scope = NewDisposeScope();
        return Score(Features(sample, condition)).MoveToOuterDisposeScope();
    }

    /// <summary>What the highway gives, after dropout.</summary>
    /// <inheritdoc/>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        LayerInput.Present(sample, nameof(sample));
        using var scope = NewDisposeScope();
        var text = Embedded(sample).transpose(1, 2);
        var largest = filters.Select(filter => filter.call(text).relu().amax(2));
        return dropout.call(highway.call(cat([.. largest], 1))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Score(Tensor features)
    {
        LayerInput.Present(features, nameof(features));
        var known = embedding.weight!.dtype;
        if (features.dim() != 2 || features.size(1) != FeatureSize || features.dtype != known)
        {
            throw new ArgumentException(
                $"Features must be {known} [N, {FeatureSize}], but are {features.dtype} "
                    + $"{ShapeText.Of(features.shape)}.",
                nameof(features)
            );
        }
        using var scope = NewDisposeScope();
        return output.call(features).flatten().MoveToOuterDisposeScope();
    }

    private Tensor Embedded(Tensor sample)
    {
        if (sample.dim() == 3)
        {
            input.Require(sample, nameof(sample), length, tokens);
            return sample.matmul(embedding.weight!);
        }
        input.Require(sample, nameof(sample), length);
        return embedding.call(TextTokens.Of(sample, tokens));
    }
}
