#!/bin/bash
export API_KEY=Zm9vYmFyMTIzNDU2Nzg5MHF3ZXJ0
docker run --rm --env API_KEY demo
