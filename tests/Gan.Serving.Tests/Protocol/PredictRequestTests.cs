using Gan.Runtime;
using Gan.Serving.Protocol;

namespace Gan.Serving.Tests.Protocol;

public sealed class PredictRequestTests
{
    private static PredictRequest Read(string json, string fixture = "dcgan-labels.onnx") =>
        PredictRequest.Read(Served.Of(fixture), json.Bytes());

    [Fact]
    public void Rows_and_columns_make_the_same_order()
    {
        var rows = Read("""{"instances":[{"latent":[1,2,3,4,5,6],"label":2},{"latent":[6,5,4,3,2,1],"label":0}]}""");
        var columns = Read("""{"inputs":{"latent":[[1,2,3,4,5,6],[6,5,4,3,2,1]],"label":[2,0]}}""");
        rows.ByRow.Should().BeTrue();
        columns.ByRow.Should().BeFalse();
        rows.Order().Latents.Should().Equal(1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1);
        columns.Order().Should().BeEquivalentTo(rows.Order());
        rows.Order().Labels.Should().Equal(2, 0);
    }

    [Fact]
    public void Numbers_without_a_name_are_latents()
    {
        var size = Served.Of("stylegan2.onnx").LatentSize;
        var row = $"[{string.Join(',', Enumerable.Range(0, size))}]";
        var order = Read($$"""{"instances":[{{row}}],"truncation":0.5}""", "stylegan2.onnx").Order();
        order.Latents.Should().Equal(Enumerable.Range(0, size).Select(i => (float)i));
        order.Share.Should().Be(0.5);
    }

    [Fact]
    public void Each_seed_is_the_first_sample_of_its_own()
    {
        var order = Read("""{"inputs":{"seed":[5,-9]}}""").Order();
        order.Latents.Should().Equal([.. Latents.Draw(5, 1, 6), .. Latents.Draw(-9, 1, 6)]);
        order.Labels.Should().Equal([0, 1], "classes take turns");
    }

    [Fact]
    public void Conditions_are_named()
    {
        var order = Read("""{"instances":[{"seed":1,"condition":[1,2,3]}]}""", "mlp-conditions.onnx").Order();
        order.Conditions.Should().Equal(1, 2, 3);
    }
}
