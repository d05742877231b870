namespace Gan.Losses.Tests.Conditioning;

public sealed class InfoGanCodesTests
{
    private static readonly IConditioning Small = new InfoGanCodes(Categorical: 2, Categories: 3, Continuous: 2);

    [Fact]
    public void Codes_are_one_hot_vectors_and_numbers_between_minus_1_and_1()
    {
        using var random = new torch.Generator(4);
        var codes = Small.Draw(6000, random);
        codes.shape.Should().Equal(6000, Small.Condition(default).Width).And.Equal(6000, 8);
        for (var variable = 0; variable < 2; variable++)
        {
            var oneHot = codes.narrow(1, 3 * variable, 3);
            oneHot.sum(1).Values().Should().OnlyContain(s => s == 1);
            // 2,000 of each are expected, with a standard deviation of 37
            oneHot.sum(dim: 0).Values().Should().OnlyContain(count => Math.Abs(count - 2000) < 4 * 37);
        }
        var numbers = codes.narrow(1, 6, 2).Values();
        numbers.Should().OnlyContain(v => v >= -1 && v < 1);
        numbers.Average(v => v * v).Should().BeApproximately(1 / 3.0, 0.015); // the variance of U(−1, 1)
    }

    [Fact]
    public void Variables_are_drawn_apart_from_each_other()
    {
        using var random = new torch.Generator(4);
        var codes = Small.Draw(3000, random);
        var equal = (codes.narrow(1, 0, 3) * codes.narrow(1, 3, 3)).sum().Values()[0];
        equal.Should().BeApproximately(1000, 4 * 26);
    }

    [Fact]
    public void Codes_are_a_function_of_the_given_random_numbers()
    {
        double[] Draw(ulong seed) => Small.Draw(5, new torch.Generator(seed)).Values();
        Draw(1).Should().Equal(Draw(1)).And.NotEqual(Draw(2));
    }

    [Fact]
    public void Term_is_the_cross_entropy_of_each_variable_and_half_the_square_of_each_number()
    {
        var codes = Tensors.Make([0, 1, 0, 1, 0, 0, 0.5, -1], shape: [1, 8]);
        var outputs = Tensors.Leaf([0, 0, 0, Math.Log(2), 0, 0, 1.5, -1], shape: [1, 8]);
        var term = new InfoGanCodes(2, 3, 2, Lambda: 0.5);
        var value = ((IConditioning)term).GeneratorTerm!.Penalty(
            GeneratorContexts.Of(outputs, auxiliary: x => x, condition: codes)
        );
        value.backward();
        value.Value().Should().BeApproximately(0.5 * (Math.Log(3) + Math.Log(2) + 0.5), 1e-15);
        // softmax − one-hot, then μ − c
        PyTorch
            .Error(outputs.grad!.Values(), [1 / 6.0, -1 / 3.0, 1 / 6.0, -0.25, 0.125, 0.125, 0.5, 0])
            .Should()
            .BeLessThan(1e-15);
    }

    [Fact]
    public void Torchgan_lost_the_gradient_of_the_mutual_information()
    {
        // There a tensor was made anew from tensors. Here Q and the generator both learn, and D's term leaves the
        // generator alone.
        var q = Tensors.Leaf([0.3, -0.2, 0.5, 0.1, 0.4, 0.7], shape: [2, 3]);
        var g = Tensors.Leaf([1, 2, -1, 0.5], shape: [2, 2]);
        IConditioning codes = new InfoGanCodes(1, 2, 1);
        var condition = Tensors.Make([1, 0, 0.5, 0, 1, -0.5], shape: [2, 3]);
        codes
            .GeneratorTerm!.Penalty(
                GeneratorContexts.Of(
                    Tensors.Make([1, 2, 3, 4], shape: [2, 2]) * g,
                    auxiliary: x => x.matmul(q),
                    condition: condition
                )
            )
            .backward();
        q.grad!.Values().Should().OnlyContain(v => v != 0);
        g.grad!.Values().Should().OnlyContain(v => v != 0);

        var head = Tensors.Leaf([0.3, -0.2, 0.5, 0.1, 0.4, 0.7], shape: [2, 3]);
        var made = Tensors.Leaf([1, 2, -1, 0.5], shape: [2, 2]);
        codes
            .DiscriminatorTerm!.Penalty(
                Tensors.Context(made * 2, made * 3, x => x.sum(1)).With(x => x.matmul(head), condition)
            )
            .backward();
        head.grad!.Values().Should().OnlyContain(v => v != 0);
        made.grad.Should().BeNull();
    }

    [Fact]
    public void The_discriminator_does_not_see_the_codes()
    {
        using var encoder = Small.DiscriminatorEncoder([1, 2, 2], ConditionSpec.Codes(8));
        var images = Tensors.Normal(1, 3, 1, 2, 2);
        encoder.call(images, zeros([3, 8], ScalarType.Float32)).Values().Should().Equal(images.Values());
        Small.DiscriminatorShape([1, 2, 2], ConditionSpec.Codes(8)).Should().Equal(1, 2, 2);
    }

    [Fact]
    public void The_generator_gets_the_codes_beside_the_latent()
    {
        using var encoder = Small.GeneratorEncoder(ConditionSpec.Codes(8));
        using var head = Small.AuxiliaryHead(features: 5, ConditionSpec.Codes(8))!;
        Small.LatentSize(ConditionSpec.Codes(8)).Should().Be(8);
        encoder
            .call(zeros([3, 4], ScalarType.Float32), ones([3, 8], ScalarType.Float32))
            .sum(1)
            .Values()
            .Should()
            .Equal(8, 8, 8);
        head.call(zeros([3, 5], ScalarType.Float32)).shape.Should().Equal(3, 8);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    public void Codes_of_one_kind_alone_are_enough(long categorical, long continuous)
    {
        IConditioning codes = new InfoGanCodes(categorical, 4, continuous);
        using var random = new torch.Generator(1);
        var drawn = codes.Draw(6, random);
        drawn.shape.Should().Equal(6, categorical * 4 + continuous);
        var term = codes.GeneratorTerm!.Penalty(
            GeneratorContexts.Of(zeros_like(drawn), auxiliary: x => x, condition: drawn)
        );
        term.Value()
            .Should()
            .BeApproximately(
                categorical * Math.Log(4)
                    + 0.5 * drawn.narrow(1, categorical * 4, continuous).square().sum().Values()[0] / 6,
                1e-6
            );
    }

    [Fact]
    public void Missing_codes_and_settings_out_of_range_are_named()
    {
        var outputs = zeros([3, 8], ScalarType.Float64);
        var none = () => Small.GeneratorTerm!.Penalty(GeneratorContexts.Of(outputs, auxiliary: x => x));
        none.Should()
            .Throw<InvalidOperationException>()
            .WithMessage("InfoGanCodes needs codes and outputs of shape [N, 8], but got no codes and [3, 8].");
        var empty = () => ((IConditioning)new InfoGanCodes(Categorical: 0, Continuous: 0)).Condition(default);
        empty
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("InfoGanCodes needs at least one code, but Categorical and Continuous are both 0.");
        new InfoGanCodes(Categories: 1).Problems().Should().Equal("Categories must be at least 2, but was 1.");
        new InfoGanCodes(Categorical: -1).Problems().Should().Equal("Categorical must be at least 0, but was -1.");
        new InfoGanCodes(Continuous: -1).Problems().Should().Equal("Continuous must be at least 0, but was -1.");
        new InfoGanCodes(Lambda: -1).Problems().Should().Equal("Lambda must be at least 0, but was -1.");
    }
}
