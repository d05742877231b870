using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Dense;

/// <summary>The gradients beside sums over all samples, pieces and inputs in plain loops.</summary>
public sealed class MaxoutGradientsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1, 1, 1, 2)]
    [InlineData(7, 5, 19, 3)]
    [InlineData(33, 40, 150, 5)]
    public void Only_the_largest_piece_of_a_unit_passes_its_slope_on(int samples, int units, int inputs, int pieces)
    {
        var random = new Random(samples);
        var slope = Numbers.Whole(random, samples * units);
        var number = Enumerable.Range(0, samples * units).Select(_ => random.Next(pieces)).ToArray();
        var input = Numbers.Whole(random, samples * inputs);
        var weight = Numbers.Whole(random, pieces * units * inputs);
        var toInput = new float[samples * inputs];
        var toWeight = new float[weight.Length];
        var toBias = new float[pieces * units];
        for (var i = 0; i < samples; i++)
        {
            for (var u = 0; u < units; u++)
            {
                var row = number[i * units + u] * units + u;
                toBias[row] += slope[i * units + u];
                for (var k = 0; k < inputs; k++)
                {
                    toInput[i * inputs + k] += slope[i * units + u] * weight[row * inputs + k];
                    toWeight[row * inputs + k] += slope[i * units + u] * input[i * inputs + k];
                }
            }
        }

        var slopes = tensor(slope).view(samples, units);
        var gradients = new MaxoutGradients(slopes, tensor(number).view(samples, units), pieces, inputs);
        var (ofWeight, ofBias) = gradients.OfWeights(tensor(input).view(samples, inputs));
        var ofInput = gradients.OfInput(tensor(weight).view(pieces * units, inputs));

        ofInput.shape.Should().Equal(samples, inputs);
        ofInput.data<float>().ToArray().Should().Equal(toInput);
        ofWeight.shape.Should().Equal(pieces * units, inputs);
        ofWeight.data<float>().ToArray().Should().Equal(toWeight);
        ofBias.data<float>().ToArray().Should().Equal(toBias);
    }
}
